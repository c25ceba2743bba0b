/**
 * Each row of W (n_l, n_{l−1}), the weights into one unit, is scaled back to the length `most` where it is longer
 * (Srivastava et al. 2014, section 5.1), in place; 0 is no bound.
 */
export function boundRows(W: Float64Array, n: number, most: number): void {
  if (most === 0) return;
  const n_prev = W.length / n;
  for (let j = 0; j < n; j++) {
    const row = W.subarray(j * n_prev, (j + 1) * n_prev);
    const norm = Math.sqrt(row.reduce((sum, w) => sum + w * w, 0));
    if (norm > most) for (let k = 0; k < n_prev; k++) row[k]! *= most / norm;
  }
}
