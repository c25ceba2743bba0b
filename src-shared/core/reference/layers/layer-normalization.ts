import { epsilon, type NormalizationCache, type NormalizationGradients } from './normalization-cache.ts';

/**
 * For each example i over its n_l units: ẑ = (v − μ_i) / √(σ_i² + ε), z = γ_j ẑ + β_j (Ba, Kiros and Hinton 2016).
 * Each example is normalised by itself, so training and prediction do the same.
 * V (n_l, m), gamma, beta (n_l, 1) → Z (n_l, m); the cache keeps ẑ and √(σ² + ε).
 */
export function layerNormForward(
  V: Float64Array,
  { gamma, beta }: { gamma: Float64Array; beta: Float64Array },
): { Z: Float64Array; cache: NormalizationCache } {
  const n = gamma.length;
  const m = V.length / n;
  const deviation = new Float64Array(m);
  const zhat = new Float64Array(V.length);
  for (let i = 0; i < m; i++) {
    const v = V.subarray(i * n, (i + 1) * n);
    const mean = v.reduce((sum, value) => sum + value / n, 0);
    const variance = v.reduce((sum, value) => sum + (value - mean) ** 2 / n, 0);
    deviation[i] = Math.sqrt(variance + epsilon);
    for (let j = 0; j < n; j++) zhat[i * n + j] = (v[j]! - mean) / deviation[i]!;
  }
  const Z = zhat.map((z, e) => gamma[e % n]! * z + beta[e % n]!);
  return { Z, cache: { zhat, deviation } };
}

/**
 * dẑ = γ ⊙ dZ, and for each example over its units dv = (dẑ − mean(dẑ) − ẑ mean(dẑ ⊙ ẑ)) / √(σ² + ε): moving one v
 * also moves the mean and the variance that its neighbours are measured by.
 * dgamma = 1/m Σ_i dZ ⊙ ẑ, dbeta = 1/m Σ_i dZ.
 * dZ (n_l, m) → dV (n_l, m), dgamma, dbeta (n_l, 1).
 */
export function layerNormBackward(
  dZ: Float64Array,
  gamma: Float64Array,
  { zhat, deviation }: NormalizationCache,
): NormalizationGradients {
  const n = gamma.length;
  const m = dZ.length / n;
  const dgamma = new Float64Array(n);
  const dbeta = new Float64Array(n);
  const dV = new Float64Array(dZ.length);
  for (let i = 0; i < m; i++) {
    let mean = 0;
    let along = 0;
    for (let j = 0; j < n; j++) {
      const e = i * n + j;
      dgamma[j]! += (dZ[e]! * zhat[e]!) / m;
      dbeta[j]! += dZ[e]! / m;
      mean += (gamma[j]! * dZ[e]!) / n;
      along += (gamma[j]! * dZ[e]! * zhat[e]!) / n;
    }
    for (let j = 0; j < n; j++) {
      const e = i * n + j;
      dV[e] = (gamma[j]! * dZ[e]! - mean - zhat[e]! * along) / deviation[i]!;
    }
  }
  return { dV, dgamma, dbeta };
}
