import { createGenerator } from '../random/generator.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

export interface PrincipalComponents {
  /** (count) shares of the whole variance, greatest first; 0 where nothing varies that way. */
  shares: Float64Array;
  /** (count, width) unit vectors, row by row; the entry of the greatest size is positive. */
  directions: Float64Array;
  /** (width): an example x is seen as Σ (x_j − centre_j) · scale_j · direction_j. */
  centre: Float64Array;
  scale: Float64Array;
}

/** Directions beyond those asked for, which make the search quick where shares are close to each other. */
const spare = 6;
/** With no more columns than these, all directions are found in one round. */
const wholeWidth = 64;
const mostRounds = 80;
const enough = 1e-10;

/**
 * The directions along which examples vary most, by orthogonal iteration with Rayleigh and Ritz's step, so that data
 * with many columns needs no (width, width) matrix.
 *
 * @param X row-major (m, width); NaN counts as the column's mean
 * @param scaled whether every column has deviation 1 first; one that does not vary is left out
 */
export function principalComponents(
  X: Float32Array,
  width: number,
  { count, scaled }: { count: number; scaled: boolean },
): PrincipalComponents {
  const m = X.length / width;
  const { A, centre, scale } = centred(X, width, scaled);
  const total = A.reduce((sum, value) => sum + value * value, 0);
  const p = width <= wholeWidth ? width : count + spare;
  const shares = new Float64Array(count);
  const directions = new Float64Array(count * width);
  if (total === 0) return { shares, directions, centre, scale };
  const { values, V } = iterate(A, m, width, p, count);
  for (let k = 0; k < Math.min(count, p); k += 1) {
    shares[k] = Math.max(0, values[k]! / total);
    const sign = signOf(V, width, p, k);
    for (let j = 0; j < width; j += 1) directions[k * width + j] = sign * V[j * p + k]!;
  }
  return { shares, directions, centre, scale };
}

/** The place of example `row` along component k. */
export function alongComponent(
  { directions, centre, scale }: PrincipalComponents,
  X: Float32Array,
  row: number,
  k: number,
): number {
  const width = centre.length;
  let place = 0;
  for (let j = 0; j < width; j += 1) {
    const off = X[row * width + j]! - centre[j]!;
    if (!Number.isNaN(off)) place += off * scale[j]! * directions[k * width + j]!;
  }
  return place;
}

function centred(X: Float32Array, width: number, scaled: boolean) {
  const m = X.length / width;
  const A = new Float64Array(X.length);
  const centre = new Float64Array(width);
  const scale = new Float64Array(width).fill(1);
  for (let j = 0; j < width; j += 1) {
    let [found, sum] = [0, 0];
    for (let i = j; i < X.length; i += width)
      if (!Number.isNaN(X[i]!)) {
        found += 1;
        sum += X[i]!;
      }
    centre[j] = found === 0 ? 0 : sum / found;
    let squares = 0;
    for (let i = j; i < X.length; i += width) {
      A[i] = Number.isNaN(X[i]!) ? 0 : X[i]! - centre[j]!;
      squares += A[i]! ** 2;
    }
    if (!scaled) continue;
    const deviation = Math.sqrt(squares / m);
    // What is left of a constant column is the rounding of its mean.
    scale[j] = deviation <= 1e-12 * Math.abs(centre[j]!) || deviation === 0 ? 0 : 1 / deviation;
    for (let i = j; i < X.length; i += width) A[i] = A[i]! * scale[j]!;
  }
  return { A, centre, scale };
}

/** V (width, p) and the eigenvalues of AᵀA along its columns. */
function iterate(A: Float64Array, m: number, width: number, p: number, count: number) {
  const { normal } = createGenerator(1).stream('principal components');
  let V = orthonormal(Float64Array.from({ length: width * p }, normal), width, p);
  let before = Infinity;
  for (let round = 0; ; round += 1) {
    const W = timesItself(A, m, width, V, p);
    const { values, vectors } = symmetricEigen(product(V, W, width, p), p);
    const found = values.subarray(0, count).reduce((sum, value) => sum + value, 0);
    if (p === width || Math.abs(found - before) <= enough * Math.abs(found) || round === mostRounds)
      return { values, V: rotated(V, vectors, width, p) };
    before = found;
    V = orthonormal(rotated(W, vectors, width, p), width, p);
  }
}

/** AᵀA V, (width, p), one example at a time. */
function timesItself(A: Float64Array, m: number, width: number, V: Float64Array, p: number): Float64Array {
  const W = new Float64Array(width * p);
  const z = new Float64Array(p);
  for (let i = 0; i < m; i += 1) {
    z.fill(0);
    for (let j = 0; j < width; j += 1) {
      const a = A[i * width + j]!;
      if (a !== 0) for (let k = 0; k < p; k += 1) z[k] = z[k]! + a * V[j * p + k]!;
    }
    for (let j = 0; j < width; j += 1) {
      const a = A[i * width + j]!;
      if (a !== 0) for (let k = 0; k < p; k += 1) W[j * p + k] = W[j * p + k]! + a * z[k]!;
    }
  }
  return W;
}

/** VᵀW, (p, p), made symmetric. */
function product(V: Float64Array, W: Float64Array, width: number, p: number): Float64Array {
  const T = new Float64Array(p * p);
  for (let a = 0; a < p; a += 1)
    for (let b = a; b < p; b += 1) {
      let sum = 0;
      for (let j = 0; j < width; j += 1) sum += V[j * p + a]! * W[j * p + b]!;
      T[a * p + b] = sum;
      T[b * p + a] = sum;
    }
  return T;
}

function rotated(V: Float64Array, turn: Float64Array, width: number, p: number): Float64Array {
  const R = new Float64Array(width * p);
  for (let j = 0; j < width; j += 1)
    for (let b = 0; b < p; b += 1) {
      let sum = 0;
      for (let a = 0; a < p; a += 1) sum += V[j * p + a]! * turn[a * p + b]!;
      R[j * p + b] = sum;
    }
  return R;
}

/** Gram and Schmidt, twice; a column that hangs on those before it becomes 0. */
function orthonormal(V: Float64Array, width: number, p: number): Float64Array {
  const Q = Float64Array.from(V);
  for (let b = 0; b < p; b += 1) {
    const before = length(Q, width, p, b);
    for (let pass = 0; pass < 2; pass += 1)
      for (let a = 0; a < b; a += 1) {
        let dot = 0;
        for (let j = 0; j < width; j += 1) dot += Q[j * p + a]! * Q[j * p + b]!;
        for (let j = 0; j < width; j += 1) Q[j * p + b] = Q[j * p + b]! - dot * Q[j * p + a]!;
      }
    const left = length(Q, width, p, b);
    const factor = left <= 1e-13 * before || left === 0 ? 0 : 1 / left;
    for (let j = 0; j < width; j += 1) Q[j * p + b] = Q[j * p + b]! * factor;
  }
  return Q;
}

function length(V: Float64Array, width: number, p: number, k: number): number {
  let sum = 0;
  for (let j = 0; j < width; j += 1) sum += V[j * p + k]! ** 2;
  return Math.sqrt(sum);
}

function signOf(V: Float64Array, width: number, p: number, k: number): number {
  let greatest = 0;
  for (let j = 0; j < width; j += 1)
    if (Math.abs(V[j * p + k]!) > Math.abs(greatest)) greatest = V[j * p + k]!;
  return greatest < 0 ? -1 : 1;
}
