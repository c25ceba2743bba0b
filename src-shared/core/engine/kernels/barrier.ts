import { Network } from './network';

/** Looks at a counter before sleeping: some hundred microseconds, for a sleeper takes a good part of that to wake. */
const LOOKS: i32 = 300000;

// Of the barrier: how many have come, which time it is, how many sleep; each on a cache line of its own.
const TIME: usize = 64;
const SLEEPERS: usize = 128;
/** Of `go`: which thread has stopped in the middle of its work; wasm/trap.ts says so. */
const BROKEN: usize = 136;

/** Returns when every thread has come here; traps where one of them never will. */
export function barrier(network: Network): void {
  const threads = network.threads;
  if (threads == 1) return;
  const at = network.barrier;
  const time = atomic.load<u32>(at, TIME);
  leaveIfBroken(network);
  if (atomic.add<u32>(at, 1) + 1 == <u32>threads) {
    atomic.store<u32>(at, 0);
    atomic.store<u32>(at, time + 1, TIME);
    // A thread that counts itself a sleeper after this look finds the time changed and does not sleep.
    if (atomic.load<u32>(at, SLEEPERS) > 0) atomic.notify(at + TIME, -1);
  } else {
    waitWhile(at + TIME, at + SLEEPERS, time);
    leaveIfBroken(network);
  }
}

@inline
function leaveIfBroken(network: Network): void {
  if (atomic.load<u32>(network.go, BROKEN) != 0) unreachable();
}

/** Returns when the counter has left `value`: looks for a while, then sleeps. */
export function waitWhile(at: usize, sleepers: usize, value: u32): void {
  for (let look = 0; look < LOOKS; look++) if (atomic.load<u32>(at) != value) return;
  atomic.add<u32>(sleepers, 1);
  while (atomic.load<u32>(at) == value) atomic.wait<i32>(at, <i32>value, -1);
  atomic.sub<u32>(sleepers, 1);
}
