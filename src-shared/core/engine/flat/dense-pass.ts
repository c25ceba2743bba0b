/**
 * The three products of a dense layer. Each number is summed in float64, in the order of the examples or units,
 * and rounded to float32 once; four rows are taken at a time so that each value read serves four sums.
 */

/** Z = W A_prev + b. A_prev (n_{l−1}, m), W (n_l, n_{l−1}), b (n_l, 1) → Z (n_l, m). */
export function denseForward(
  A_prev: Float32Array,
  W: Float32Array,
  b: Float32Array,
  Z: Float32Array,
  m: number,
  n_prev: number,
  n: number,
): void {
  const fours = n - (n % 4);
  for (let i = 0; i < m; i++) {
    const a = i * n_prev;
    const z = i * n;
    let j = 0;
    for (; j < fours; j += 4) {
      const w0 = j * n_prev;
      const w1 = w0 + n_prev;
      const w2 = w1 + n_prev;
      const w3 = w2 + n_prev;
      let z0 = b[j]!;
      let z1 = b[j + 1]!;
      let z2 = b[j + 2]!;
      let z3 = b[j + 3]!;
      for (let k = 0; k < n_prev; k++) {
        const value = A_prev[a + k]!;
        z0 += W[w0 + k]! * value;
        z1 += W[w1 + k]! * value;
        z2 += W[w2 + k]! * value;
        z3 += W[w3 + k]! * value;
      }
      Z[z + j] = z0;
      Z[z + j + 1] = z1;
      Z[z + j + 2] = z2;
      Z[z + j + 3] = z3;
    }
    for (; j < n; j++) {
      const w = j * n_prev;
      let sum = b[j]!;
      for (let k = 0; k < n_prev; k++) sum += W[w + k]! * A_prev[a + k]!;
      Z[z + j] = sum;
    }
  }
}

/**
 * dW = 1/m dZ A_prevᵀ + λ W, db = 1/m Σ_i dZ. dZ (n_l, m), A_prev (n_{l−1}, m) → dW (n_l, n_{l−1}), db (n_l, 1).
 *
 * @param row room for at least n_{l−1} numbers
 */
export function denseBackwardParameters(
  dZ: Float32Array,
  A_prev: Float32Array,
  W: Float32Array,
  lambda: number,
  dW: Float32Array,
  db: Float32Array,
  row: Float64Array,
  m: number,
  n_prev: number,
  n: number,
): void {
  const fours = m - (m % 4);
  for (let j = 0; j < n; j++) {
    row.fill(0, 0, n_prev);
    let bias = 0;
    let i = 0;
    for (; i < fours; i += 4) {
      const d0 = dZ[i * n + j]!;
      const d1 = dZ[(i + 1) * n + j]!;
      const d2 = dZ[(i + 2) * n + j]!;
      const d3 = dZ[(i + 3) * n + j]!;
      const a0 = i * n_prev;
      const a1 = a0 + n_prev;
      const a2 = a1 + n_prev;
      const a3 = a2 + n_prev;
      for (let k = 0; k < n_prev; k++)
        row[k]! += d0 * A_prev[a0 + k]! + d1 * A_prev[a1 + k]! + d2 * A_prev[a2 + k]! + d3 * A_prev[a3 + k]!;
      bias += d0 + d1 + d2 + d3;
    }
    for (; i < m; i++) {
      const d = dZ[i * n + j]!;
      for (let k = 0; k < n_prev; k++) row[k]! += d * A_prev[i * n_prev + k]!;
      bias += d;
    }
    const w = j * n_prev;
    for (let k = 0; k < n_prev; k++) dW[w + k] = row[k]! / m + lambda * W[w + k]!;
    db[j] = bias / m;
  }
}

/**
 * dA_prev = Wᵀ dZ. dZ (n_l, m), W (n_l, n_{l−1}) → dA_prev (n_{l−1}, m).
 *
 * @param row room for at least n_{l−1} numbers
 */
export function denseBackwardInputs(
  dZ: Float32Array,
  W: Float32Array,
  dA_prev: Float32Array,
  row: Float64Array,
  m: number,
  n_prev: number,
  n: number,
): void {
  const fours = n - (n % 4);
  for (let i = 0; i < m; i++) {
    row.fill(0, 0, n_prev);
    const z = i * n;
    let j = 0;
    for (; j < fours; j += 4) {
      const d0 = dZ[z + j]!;
      const d1 = dZ[z + j + 1]!;
      const d2 = dZ[z + j + 2]!;
      const d3 = dZ[z + j + 3]!;
      const w0 = j * n_prev;
      const w1 = w0 + n_prev;
      const w2 = w1 + n_prev;
      const w3 = w2 + n_prev;
      for (let k = 0; k < n_prev; k++)
        row[k]! += d0 * W[w0 + k]! + d1 * W[w1 + k]! + d2 * W[w2 + k]! + d3 * W[w3 + k]!;
    }
    for (; j < n; j++) {
      const d = dZ[z + j]!;
      const w = j * n_prev;
      for (let k = 0; k < n_prev; k++) row[k]! += d * W[w + k]!;
    }
    const a = i * n_prev;
    for (let k = 0; k < n_prev; k++) dA_prev[a + k] = row[k]!;
  }
}
