import type { ActivationName } from '../engine/engine.ts';
import { findActivation } from './activations/activations.ts';

/** One block of the network. n_l = b.length, n_{l−1} = W.length / n_l. */
export interface DenseLayer {
  /** (n_l, n_{l−1}) */
  W: Float64Array;
  /** (n_l, 1) */
  b: Float64Array;
  activation: ActivationName;
}

/** What the forward step keeps for the backward step. */
export interface DenseCache {
  layer: DenseLayer;
  A_prev: Float64Array;
  Z: Float64Array;
  A: Float64Array;
}

export interface DenseGradients {
  dA_prev: Float64Array;
  dW: Float64Array;
  db: Float64Array;
  dZ: Float64Array;
}

/**
 * Z = W A_prev + b, A = g(Z).
 * A_prev (n_{l−1}, m), W (n_l, n_{l−1}), b (n_l, 1) → A (n_l, m); the cache keeps A_prev, Z and A.
 *
 * @throws RangeError when W and b do not fit A_prev
 */
export function denseForward(
  A_prev: Float64Array,
  layer: DenseLayer,
): { A: Float64Array; cache: DenseCache } {
  const { W, b } = layer;
  const { n, n_prev, m } = measure(A_prev, layer);
  const Z = new Float64Array(n * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      let z = b[j]!;
      for (let k = 0; k < n_prev; k++) z += W[j * n_prev + k]! * A_prev[i * n_prev + k]!;
      Z[i * n + j] = z;
    }
  const A = findActivation(layer.activation).forward(Z, n);
  return { A, cache: { layer, A_prev, Z, A } };
}

/**
 * dZ = dA ⊙ g′(Z), then as `linearBackward`.
 * dA (n_l, m) → dA_prev (n_{l−1}, m), dW (n_l, n_{l−1}), db (n_l, 1), dZ (n_l, m).
 */
export function denseBackward(dA: Float64Array, cache: DenseCache): DenseGradients {
  const { layer, Z, A } = cache;
  const dZ = findActivation(layer.activation).backward(dA, Z, A, layer.b.length);
  return linearBackward(dZ, cache);
}

/**
 * dW = 1/m dZ A_prevᵀ, db = 1/m Σ_i dZ, dA_prev = Wᵀ dZ.
 * The entry for an output layer whose dZ comes in one piece with the loss.
 */
export function linearBackward(dZ: Float64Array, cache: DenseCache): DenseGradients {
  const { layer, A_prev } = cache;
  const { W, b } = layer;
  const { n, n_prev, m } = measure(A_prev, layer);
  const dW = new Float64Array(W.length);
  const db = new Float64Array(b.length);
  const dA_prev = new Float64Array(A_prev.length);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      const dz = dZ[i * n + j]!;
      db[j]! += dz / m;
      for (let k = 0; k < n_prev; k++) {
        dW[j * n_prev + k]! += (dz * A_prev[i * n_prev + k]!) / m;
        dA_prev[i * n_prev + k]! += W[j * n_prev + k]! * dz;
      }
    }
  return { dA_prev, dW, db, dZ };
}

function measure(A_prev: Float64Array, layer: DenseLayer): { n: number; n_prev: number; m: number } {
  const n = layer.b.length;
  const n_prev = layer.W.length / n;
  const m = A_prev.length / n_prev;
  if (!Number.isInteger(n_prev) || !Number.isInteger(m))
    throw new RangeError(
      `W has ${layer.W.length} entries and b ${n}; they do not fit A_prev with ${A_prev.length} entries`,
    );
  return { n, n_prev, m };
}
