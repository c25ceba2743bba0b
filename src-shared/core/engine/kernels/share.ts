import { Network, Worker } from './network';

/**
 * Where a thread's part of `count` things begins: parts are whole multiples of `unit`, and thread `index` ends where
 * the next begins.
 */
@inline
export function shareFrom(network: Network, index: i32, count: i32, unit: i32): i32 {
  if (network.threads == 1) return index == 0 ? 0 : count;
  const units = (count + unit - 1) / unit;
  return min(count, ((units * index) / network.threads) * unit);
}

@inline
export function shareTo(network: Network, me: Worker, count: i32, unit: i32): i32 {
  return network.threads == 1 ? count : shareFrom(network, me.index + 1, count, unit);
}

/** Whether a thing that is not divided is this thread's. */
@inline
export function isMine(network: Network, me: Worker, thing: i32): bool {
  return thing % network.threads == me.index;
}
