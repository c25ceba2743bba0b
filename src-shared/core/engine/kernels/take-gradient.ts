import { boundRows } from './max-norm';
import { Network, TRAIN, Worker } from './network';
import { applyUpdate, finishGradient, update } from './optimizer';

/**
 * What becomes of a part of a gradient that holds sums over the m examples: it is finished, and in training the
 * optimiser's step is taken with it, unless the norm of all gradients together has to be known first.
 *
 * @param width n_{l−1} for rows of W, 0 for b, gamma and beta
 * @param sizes where the gradient's largest size is noted, and beside it the parameter's
 */
export function takeGradient(
  network: Network,
  me: Worker,
  at: usize,
  count: i32,
  width: i32,
  m: i32,
  sizes: usize,
  mode: i32,
): void {
  const isWeight = width > 0;
  if (mode != TRAIN || network.clipNorm > 0) {
    // A trace leaves the penalties aside.
    finishGradient(network, at, count, isWeight && mode == TRAIN, m, sizes);
    return;
  }
  update(network, me, at, count, isWeight, m, sizes);
  if (isWeight && network.maxNorm > 0) boundRows(network, at, count / width, width);
}

/** The step that waited: with all gradients times `factor`. */
export function takeScaledGradient(
  network: Network,
  me: Worker,
  at: usize,
  count: i32,
  width: i32,
  factor: f32,
  sizes: usize,
): void {
  const isWeight = width > 0;
  applyUpdate(network, me, at, count, isWeight, factor, sizes);
  if (isWeight && network.maxNorm > 0) boundRows(network, at, count / width, width);
}
