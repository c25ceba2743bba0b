/** ε inside the root, for batch and for layer normalisation: it keeps values that do not vary from dividing by zero. */
export const epsilon = 1e-5;

/** What the forward step of either normalisation keeps for the backward step. */
export interface NormalizationCache {
  /** (n_l, m) */
  zhat: Float64Array;
  /** √(variance + ε): one for each unit of a batch normalisation, for each example of a layer normalisation. */
  deviation: Float64Array;
}

export interface NormalizationGradients {
  /** (n_l, m) */
  dV: Float64Array;
  /** As gamma and beta (n_l, 1), with the 1/m. */
  dgamma: Float64Array;
  dbeta: Float64Array;
}
