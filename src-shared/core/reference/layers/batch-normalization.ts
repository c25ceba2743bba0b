import { epsilon, type NormalizationCache, type NormalizationGradients } from './normalization-cache.ts';

/** For each unit over the examples of a batch: the mean and the variance with 1/m. Both (n_l, 1). */
export interface BatchStatistics {
  mean: Float64Array;
  variance: Float64Array;
}

/** What prediction normalises with: the batches of the training steps so far, the older the less. */
export interface RunningStatistics extends BatchStatistics {
  /** Training steps that were followed. */
  steps: number;
}

/** Before the first training step nothing is known: mean 0 and variance 1 leave V all but as it is. */
export function createRunningStatistics(n: number): RunningStatistics {
  return { mean: new Float64Array(n), variance: new Float64Array(n).fill(1), steps: 0 };
}

/**
 * For each unit j: ẑ = (v − μ_j) / √(σ_j² + ε), z = γ_j ẑ + β_j (Ioffe and Szegedy 2015, Algorithm 1).
 * V (n_l, m), gamma, beta (n_l, 1) → Z (n_l, m); the cache keeps ẑ and √(σ² + ε).
 *
 * @param statistics μ and σ² to use; those of V itself where absent
 */
export function batchNormForward(
  V: Float64Array,
  { gamma, beta }: { gamma: Float64Array; beta: Float64Array },
  statistics: BatchStatistics = measureBatch(V, gamma.length),
): { Z: Float64Array; cache: NormalizationCache; statistics: BatchStatistics } {
  const n = gamma.length;
  const { mean, variance } = statistics;
  const deviation = variance.map((value) => Math.sqrt(value + epsilon));
  const zhat = V.map((v, e) => (v - mean[e % n]!) / deviation[e % n]!);
  const Z = zhat.map((z, e) => gamma[e % n]! * z + beta[e % n]!);
  return { Z, cache: { zhat, deviation }, statistics };
}

/**
 * dẑ = γ ⊙ dZ, and for each unit over its examples dv = (dẑ − mean(dẑ) − ẑ mean(dẑ ⊙ ẑ)) / √(σ² + ε): moving one v
 * also moves the mean and the variance that all the others are measured by.
 * dgamma = 1/m Σ_i dZ ⊙ ẑ, dbeta = 1/m Σ_i dZ.
 * dZ (n_l, m) → dV (n_l, m), dgamma, dbeta (n_l, 1).
 */
export function batchNormBackward(
  dZ: Float64Array,
  gamma: Float64Array,
  { zhat, deviation }: NormalizationCache,
): NormalizationGradients {
  const n = gamma.length;
  const m = dZ.length / n;
  const dgamma = new Float64Array(n);
  const dbeta = new Float64Array(n);
  for (let e = 0; e < dZ.length; e++) {
    dgamma[e % n]! += (dZ[e]! * zhat[e]!) / m;
    dbeta[e % n]! += dZ[e]! / m;
  }
  // mean(dẑ) = γ dbeta and mean(dẑ ⊙ ẑ) = γ dgamma.
  const dV = dZ.map((dz, e) => {
    const j = e % n;
    return (gamma[j]! * (dz - dbeta[j]! - zhat[e]! * dgamma[j]!)) / deviation[j]!;
  });
  return { dV, dgamma, dbeta };
}

/** The first training step's statistics are taken as they are; later ones count for a tenth. Changes `running`. */
export function followStatistics(running: RunningStatistics, batch: BatchStatistics): void {
  const kept = running.steps === 0 ? 0 : 0.9;
  for (const name of ['mean', 'variance'] as const)
    running[name].forEach((value, j) => {
      running[name][j] = kept * value + (1 - kept) * batch[name][j]!;
    });
  running.steps += 1;
}

function measureBatch(V: Float64Array, n: number): BatchStatistics {
  const m = V.length / n;
  const mean = new Float64Array(n);
  const variance = new Float64Array(n);
  for (let e = 0; e < V.length; e++) mean[e % n]! += V[e]! / m;
  for (let e = 0; e < V.length; e++) variance[e % n]! += (V[e]! - mean[e % n]!) ** 2 / m;
  return { mean, variance };
}
