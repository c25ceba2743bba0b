/** Eigenvalues, greatest first, and their unit vectors as the columns of a row-major (n, n) matrix. */
export interface Eigen {
  values: Float64Array;
  vectors: Float64Array;
}

const mostSweeps = 60;

/**
 * Eigenvalues of a small symmetric matrix by Jacobi's rotations.
 *
 * @param matrix row-major (n, n)
 */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  const A = Float64Array.from(matrix);
  const V = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) V[i * n + i] = 1;
  for (let sweep = 0; sweep < mostSweeps; sweep += 1) {
    if (offDiagonal(A, n) <= 1e-30 * squareSum(A)) break;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) rotate(A, V, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => A[b * n + b]! - A[a * n + a]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let i = 0; i < n; i += 1) vectors[i * n + to] = V[i * n + from]!;
  });
  return { values: Float64Array.from(order, (i) => A[i * n + i]!), vectors };
}

/** Turns the plane of p and q so that A_pq becomes 0. */
function rotate(A: Float64Array, V: Float64Array, n: number, p: number, q: number): void {
  const off = A[p * n + q]!;
  if (off === 0) return;
  const theta = (A[q * n + q]! - A[p * n + p]!) / (2 * off);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let i = 0; i < n; i += 1) turn(A, i * n + p, i * n + q, c, s);
  for (let i = 0; i < n; i += 1) turn(A, p * n + i, q * n + i, c, s);
  for (let i = 0; i < n; i += 1) turn(V, i * n + p, i * n + q, c, s);
}

function turn(values: Float64Array, a: number, b: number, c: number, s: number): void {
  const [x, y] = [values[a]!, values[b]!];
  values[a] = c * x - s * y;
  values[b] = s * x + c * y;
}

function offDiagonal(A: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i += 1) for (let j = i + 1; j < n; j += 1) sum += A[i * n + j]! ** 2;
  return sum;
}

function squareSum(A: Float64Array): number {
  return A.reduce((sum, value) => sum + value * value, 0);
}
