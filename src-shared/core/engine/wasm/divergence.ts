import { DivergenceError } from '../engine.ts';
import { SIZES, type Arena } from './arena.ts';

/** A layer's tensors in the order in which `kernels/sizes.ts` keeps their largest sizes. */
const tensors = [
  ...(['Z', 'dZ', 'dV', 'dW', 'W', 'db', 'b', 'dgamma', 'gamma', 'dbeta', 'beta'] as const),
  'runningVariance',
] as const;
type Tensor = (typeof tensors)[number];

const forwards: readonly Tensor[] = ['Z', 'runningVariance'];
const backwards: readonly Tensor[] = ['dZ', 'dV', 'dW', 'db', 'dgamma', 'dbeta'];
const updated: readonly Tensor[] = ['W', 'b', 'gamma', 'beta'];
const INFINITE = 0x7f800000;

/**
 * The first of a step's tensors that is not finite, in the order in which a step makes them.
 *
 * @param step steps taken before it, `threads` those that took it and `loss` what it came to
 */
export function findDivergence(
  buffer: ArrayBufferLike,
  arena: Arena,
  { step, threads, loss }: { step: number; threads: number; loss: number },
): DivergenceError | undefined {
  const L = arena.layers.length;
  const sizes = arena.workers
    .slice(0, threads)
    .map((worker) => new Uint32Array(buffer, worker.sizes + 4 * (step & 1) * L * SIZES, L * SIZES));
  const isInfinite = (index: number, tensor: Tensor) =>
    sizes.some((ofThread) => ofThread[index * SIZES + tensors.indexOf(tensor)]! >= INFINITE);
  const upwards = arena.layers.map((_, index) => index);
  const find = (order: readonly number[], among: readonly Tensor[]) => {
    for (const index of order)
      for (const tensor of among)
        if (isInfinite(index, tensor)) return new DivergenceError(index + 1, tensor);
    return undefined;
  };
  return (
    find(upwards, forwards) ??
    (Number.isFinite(loss) ? undefined : new DivergenceError(L, 'loss')) ??
    find(upwards.toReversed(), backwards) ??
    find(upwards, updated)
  );
}
