/** The linear part of a layer: W (n_l, n_{l−1}), b (n_l, 1). */
export interface Linear {
  W: Float64Array;
  b: Float64Array;
}

/**
 * V = W A_prev + b.
 * A_prev (n_{l−1}, m), W (n_l, n_{l−1}), b (n_l, 1) → V (n_l, m); backward needs A_prev.
 *
 * @throws RangeError when W and b do not fit A_prev
 */
export function denseForward(A_prev: Float64Array, linear: Linear): Float64Array {
  const { W, b } = linear;
  const { n, n_prev, m } = measure(A_prev, linear);
  const V = new Float64Array(n * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      let v = b[j]!;
      for (let k = 0; k < n_prev; k++) v += W[j * n_prev + k]! * A_prev[i * n_prev + k]!;
      V[i * n + j] = v;
    }
  return V;
}

/**
 * dW = 1/m dV A_prevᵀ, db = 1/m Σ_i dV, dA_prev = Wᵀ dV.
 * dV (n_l, m), A_prev (n_{l−1}, m) → dA_prev (n_{l−1}, m), dW (n_l, n_{l−1}), db (n_l, 1).
 */
export function denseBackward(
  dV: Float64Array,
  A_prev: Float64Array,
  linear: Linear,
): { dA_prev: Float64Array; dW: Float64Array; db: Float64Array } {
  const { W, b } = linear;
  const { n, n_prev, m } = measure(A_prev, linear);
  const dW = new Float64Array(W.length);
  const db = new Float64Array(b.length);
  const dA_prev = new Float64Array(A_prev.length);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      const dv = dV[i * n + j]!;
      db[j]! += dv / m;
      for (let k = 0; k < n_prev; k++) {
        dW[j * n_prev + k]! += (dv * A_prev[i * n_prev + k]!) / m;
        dA_prev[i * n_prev + k]! += W[j * n_prev + k]! * dv;
      }
    }
  return { dA_prev, dW, db };
}

function measure(A_prev: Float64Array, { W, b }: Linear): { n: number; n_prev: number; m: number } {
  const n = b.length;
  const n_prev = W.length / n;
  const m = A_prev.length / n_prev;
  if (!Number.isInteger(n_prev) || !Number.isInteger(m))
    throw new RangeError(
      `W has ${W.length} entries and b ${n}; they do not fit A_prev with ${A_prev.length} entries`,
    );
  return { n, n_prev, m };
}
