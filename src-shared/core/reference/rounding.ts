import { longestStep } from './central-difference.ts';
import { denseForward } from './layers/dense.ts';
import type { LayerCache } from './layers/layer.ts';
import type { NetworkGradients } from './network.ts';

/**
 * How far the loss moves, in units of the last place, when each entry of a layer's V, Z and A is off by a rounding of
 * its own while a parameter is moved by the longest step. Sums are taken by the sizes of their terms, and dV of a
 * normalised layer before the mean is taken off: what cancels in exact numbers does not cancel in its roundings.
 */
export function roundingOfLayer(
  cache: LayerCache,
  { dZ, dA }: NetworkGradients,
): Record<'V' | 'Z' | 'A', number> {
  const { layer, A_prev, Z, A } = cache;
  const grow = (value: number) => Math.abs(value) + longestStep;
  const V = denseForward(A_prev.map(Math.abs), { W: layer.W.map(grow), b: layer.b.map(grow) });
  return {
    V: sumOfProducts(sizesOfDV(cache, dZ), V),
    Z: sumOfProducts(dZ.map(Math.abs), Z.map(grow)),
    A: sumOfProducts(dA.map(Math.abs), A.map(grow)),
  };
}

function sizesOfDV({ layer, normalization: cache }: LayerCache, dZ: Float64Array): Float64Array {
  const { normalization } = layer;
  if (normalization === undefined || cache === undefined) return dZ.map(Math.abs);
  const n = layer.b.length;
  const group = normalization.kind === 'batch' ? (e: number) => e % n : (e: number) => Math.floor(e / n);
  return dZ.map((dz, e) => Math.abs(normalization.gamma[e % n]! * dz) / cache.deviation[group(e)]!);
}

/** Σ left ⊙ right. */
export function sumOfProducts(left: Float64Array, right: Float64Array): number {
  return left.reduce((sum, value, e) => sum + value * right[e]!, 0);
}
