/**
 * The backward ledger: where a gradient shrinks or grows on its way from dZ_L to dZ_1. For l = L−1 … 1, the layer
 * reached, ‖dZ_l‖ is ‖dZ_{l+1}‖ times a gain for every thing it passes, so the logarithms of the gains add up to the
 * whole. Norms are Frobenius norms over the batch, logarithms have the base 10.
 */
export interface Ledger {
  /** log10 of ‖dZ_1‖ / ‖dZ_L‖; the sum of every entry. */
  total: number;
  /** From l = L − 1 down to 1; empty where L = 1. */
  layers: LedgerLayer[];
}

/** What dZ_{l+1} becomes on its way to dZ_l. −∞ where it is lost, NaN where there was nothing to lose. */
export interface LedgerLayer {
  l: number;
  /** ‖dV_{l+1}‖ / ‖dZ_{l+1}‖, where layer l+1 is normalised. */
  normalization?: number;
  /** ‖W_{l+1}ᵀ dV_{l+1}‖ / ‖dV_{l+1}‖. */
  weight: number;
  /** ‖dA_l‖ / ‖W_{l+1}ᵀ dV_{l+1}‖, where later layers add A_l. */
  residual?: number;
  /** ‖dZ_l‖ / ‖dA_l‖: g′_l, and in training dropout. */
  derivative: number;
}

/** The gains of one layer, as telemetry names them; what a layer does not have is absent. */
export interface LayerGains {
  /** Of layer l itself: ‖dV_l‖ / ‖dZ_l‖. */
  normalization?: number | undefined;
  /** Of dA_l, l < L. */
  weight?: number | undefined;
  residual?: number | undefined;
  derivative?: number | undefined;
  /** ‖dZ_l‖. */
  dZ: number;
}

/** @param gains of the layers 1 … L, in this order */
export function keepLedger(gains: readonly LayerGains[]): Ledger {
  const L = gains.length;
  const layers: LedgerLayer[] = [];
  for (let l = L - 1; l >= 1; l--) {
    const { weight = NaN, residual, derivative = NaN } = gains[l - 1]!;
    const { normalization } = gains[l]!;
    layers.push({
      l,
      ...(normalization === undefined ? {} : { normalization: Math.log10(normalization) }),
      weight: Math.log10(weight),
      ...(residual === undefined ? {} : { residual: Math.log10(residual) }),
      derivative: Math.log10(derivative),
    });
  }
  return { total: L > 1 ? Math.log10(gains[0]!.dZ / gains[L - 1]!.dZ) : 0, layers };
}

/** The entries of a layer, in the order in which the gradient passes them. */
export function entriesOf({ normalization, weight, residual, derivative }: LedgerLayer): number[] {
  return [normalization, weight, residual, derivative].filter((entry) => entry !== undefined);
}
