import { loadSome, storeSome } from './lanes';
import { Network, Worker } from './network';
import { shareFrom, shareTo } from './share';

/** Copies this thread's share of the m examples from place `from` of the order on to where a batch is read. */
export function gather(network: Network, me: Worker, from: i32, m: i32, outputs: i32): void {
  const inputs = network.inputs;
  const to = shareTo(network, me, m, 4);
  for (let i = shareFrom(network, me.index, m, 4); i < to; i++) {
    const example = <usize>load<u32>(network.order + (<usize>(from + i) << 2));
    copyRow(network.examplesX + example * (<usize>inputs << 2), network.X + (<usize>(i * inputs) << 2), inputs);
    copyRow(network.examplesY + example * (<usize>outputs << 2), network.Y + (<usize>(i * outputs) << 2), outputs);
  }
}

/** For a few numbers a loop is quicker than the engine's own copy. */
function copyRow(from: usize, to: usize, n: i32): void {
  if (n > 256) {
    memory.copy(to, from, <usize>n << 2);
    return;
  }
  let left = n;
  for (; left >= 4; left -= 4, from += 16, to += 16) v128.store(to, v128.load(from));
  if (left > 0) storeSome(to, loadSome(from, left), left);
}
