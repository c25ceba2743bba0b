import { backward } from './backward';
import { barrier, waitWhile } from './barrier';
import { forward } from './forward';
import { exampleLosses } from './loss';
import { layerAt, Network, PREDICT, TRACE, Worker, workerAt } from './network';
import { shareFrom, shareTo } from './share';
import { trainBatches } from './train-batches';

/** What a network can be told to do. */
export const TRAIN_BATCHES: i32 = 1;
export const PREDICT_BATCH: i32 = 2;
export const EVALUATE_BATCH: i32 = 3;
export const TRACE_BATCH: i32 = 4;

/** Of `go`: how many threads sleep, and whether they are to leave; wasm/assistants.ts says so. */
const SLEEPERS: usize = 64;
const CLOSED: usize = 132;

/** Does what `network.command` says, with the other threads' help where there are any; returns when it is done. */
export function conduct(network: Network): void {
  if (network.threads > 1) {
    atomic.add<u32>(network.go, 1);
    if (atomic.load<u32>(network.go, SLEEPERS) > 0) atomic.notify(network.go, -1);
  }
  perform(network, workerAt(network, 0));
}

/** The life of every thread but the first: helps with each command, until it is told to leave. */
export function assist(network: Network, thread: i32): void {
  const me = workerAt(network, thread);
  for (let seen: u32 = 0; ; seen++) {
    waitWhile(network.go, network.go + SLEEPERS, seen);
    if (atomic.load<u32>(network.go, CLOSED) != 0) return;
    perform(network, me);
  }
}

function perform(network: Network, me: Worker): void {
  const m = network.m;
  if (network.command == TRAIN_BATCHES) trainBatches(network, me);
  else if (network.command == PREDICT_BATCH) forward(network, me, network.X, m, PREDICT);
  else if (network.command == EVALUATE_BATCH) evaluate(network, me, m);
  else if (network.command == TRACE_BATCH) {
    forward(network, me, network.X, m, TRACE);
    backward(network, me, network.X, network.Y, m, TRACE);
  }
  barrier(network);
}

/** Forward, and the loss of each example. */
function evaluate(network: Network, me: Worker, m: i32): void {
  forward(network, me, network.X, m, PREDICT);
  const output = layerAt(network, network.count - 1);
  const n = output.units;
  const from = shareFrom(network, me.index, m, 4);
  const offset = <usize>(from * n) << 2;
  exampleLosses(
    network.loss,
    output.Z + offset,
    output.A + offset,
    network.Y + offset,
    shareTo(network, me, m, 4) - from,
    n,
    network.exampleLoss + (<usize>from << 3),
  );
}
