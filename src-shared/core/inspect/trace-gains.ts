import type { LayerCache } from '../reference/layers/layer.ts';
import type { NetworkGradients } from '../reference/network.ts';
import type { LayerGains } from './ledger.ts';

/**
 * The gains of every layer in one backward pass, in float64.
 *
 * @param caches of the forward pass, layers 1 … L
 * @param gradients of the backward pass, in the same order
 */
export function gainsOfPass(
  caches: readonly LayerCache[],
  gradients: readonly NetworkGradients[],
): LayerGains[] {
  return gradients.map(({ dA, dZ, dV }, index) => {
    const above = gradients[index + 1];
    const isAdded = caches.some(({ layer }) => layer.residualFrom === index + 1);
    const product = above === undefined ? NaN : norm(above.dA_prev);
    return {
      dZ: norm(dZ),
      ...(caches[index]?.layer.normalization === undefined ? {} : { normalization: norm(dV) / norm(dZ) }),
      ...(above === undefined ? {} : { weight: product / norm(above.dV), derivative: norm(dZ) / norm(dA) }),
      ...(above !== undefined && isAdded ? { residual: norm(dA) / product } : {}),
    };
  });
}

/** The Frobenius norm; divided by the largest entry first, so that no square is lost or infinite. */
function norm(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const value of values) sum += (value / largest) ** 2;
  return largest * Math.sqrt(sum);
}
