import { INFINITE, largestLane } from './finite';
import { Network, Worker, workerAt } from './network';

/** The tensors of a layer whose largest size is kept, in the order in which a step makes them. */
export const SIZE_Z: i32 = 0;
export const SIZE_dZ: i32 = 1;
export const SIZE_dV: i32 = 2;
export const SIZE_dW: i32 = 3;
export const SIZE_W: i32 = 4;
export const SIZE_db: i32 = 5;
export const SIZE_b: i32 = 6;
export const SIZE_dgamma: i32 = 7;
export const SIZE_gamma: i32 = 8;
export const SIZE_dbeta: i32 = 9;
export const SIZE_beta: i32 = 10;
export const SIZE_runningVariance: i32 = 11;
/** A layer's record is a whole number of vectors. */
export const SIZES: i32 = 12;

/**
 * Where a thread keeps a size in the step of a number; every second step has the same place, so that one thread may
 * begin a step while another still reads the sizes of the one before.
 */
@inline
export function sizeAt(me: Worker, index: i32, tensor: i32): usize {
  return me.sizesNow + <usize>(index * (SIZES << 2)) + (<usize>tensor << 2);
}

/** Turns to the sizes of this step, which are those of the step before the last no more. */
export function clearSizes(network: Network, me: Worker): void {
  me.sizesNow = me.sizes + (<usize>((me.step & 1) * network.count * SIZES) << 2);
  // For a small network a loop is quicker than the engine's own fill.
  const from = sizeAt(me, 0, 0);
  for (let at = from, end = from + (<usize>(network.count * SIZES) << 2); at < end; at += 16)
    v128.store(at, i32x4.splat(0));
}

/** Whether every tensor of the step is finite, in all threads. The threads agree, because they read the same. */
export function isFiniteStep(network: Network, me: Worker): bool {
  let largest = i32x4.splat(0);
  for (let thread = 0; thread < network.threads; thread++) {
    const other = workerAt(network, thread);
    const from = other.sizes + (<usize>(<i32>(me.step & 1) * network.count * SIZES) << 2);
    for (let at = from, end = from + (<usize>(network.count * SIZES) << 2); at < end; at += 16)
      largest = i32x4.max_u(largest, v128.load(at));
  }
  return largestLane(largest) < INFINITE;
}
