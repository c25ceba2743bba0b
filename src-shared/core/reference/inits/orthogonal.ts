/**
 * W_l (n, n_prev) whose rows, or columns where they are fewer, are orthonormal, so that no direction of A or dZ is
 * stretched or shrunk (Saxe, McClelland and Ganguli 2014). The fewer ones are drawn one after another from the normal
 * distribution and each is freed, by Gram and Schmidt, of what it shares with those before it. None is ever turned
 * around, so every orthogonal matrix is as likely as every other (Mezzadri 2007).
 *
 * Additions, multiplications, divisions and roots in one order: the same bytes everywhere.
 */
export function orthogonalWeights(n: number, n_prev: number, normal: () => number): Float64Array {
  const [count, length] = n <= n_prev ? [n, n_prev] : [n_prev, n];
  const vectors = Float64Array.from({ length: count * length }, normal);
  for (let i = 0; i < count; i++) {
    const vector = vectors.subarray(i * length, (i + 1) * length);
    const earlier = vectors.subarray(0, i * length);
    let before = normOf(vector);
    removeShares(vector, earlier);
    // Where little is left, rounding has left shares in it, and they are taken out once more.
    while (normOf(vector) < before / 10) {
      before = normOf(vector);
      removeShares(vector, earlier);
    }
    const norm = normOf(vector);
    for (let k = 0; k < length; k++) vector[k]! /= norm;
  }
  if (n <= n_prev) return vectors;
  const W = new Float64Array(n * n_prev);
  for (let j = 0; j < n; j++) for (let k = 0; k < n_prev; k++) W[j * n_prev + k] = vectors[k * n + j]!;
  return W;
}

/** Takes off `vector` its share of each of the orthonormal vectors that lie one after another in `others`. */
function removeShares(vector: Float64Array, others: Float64Array): void {
  const length = vector.length;
  for (let start = 0; start < others.length; start += length) {
    let share = 0;
    for (let k = 0; k < length; k++) share += vector[k]! * others[start + k]!;
    for (let k = 0; k < length; k++) vector[k]! -= share * others[start + k]!;
  }
}

function normOf(vector: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < vector.length; k++) sum += vector[k]! * vector[k]!;
  return Math.sqrt(sum);
}
