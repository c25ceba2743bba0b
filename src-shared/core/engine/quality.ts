import type { Evaluation, LossName } from './engine.ts';

/** Counts over examples that come in pieces; `finish` turns the counts into shares. */
export interface Quality {
  /** A and Y hold the next m examples; n = n_L. */
  add(A: Float32Array, Y: Float32Array, m: number, n: number): void;
  finish(): Pick<Evaluation, 'accuracy' | 'r2'>;
}

/** What a loss is judged by beside itself: right classes, or the explained part of the variance. */
export function createQuality(loss: LossName, n: number): Quality {
  switch (loss) {
    case 'meanSquaredError':
    case 'huber':
      return explainedVariance(n);
    case 'binaryCrossEntropy':
      return shareOfRight((A, Y, m) => countRightSides(A, Y, m * n, 0.5));
    case 'crossEntropy':
      return shareOfRight(countRightClasses);
    case 'hinge':
      return shareOfRight(n > 1 ? countRightClasses : (A, Y, m) => countRightSides(A, Y, m, 0));
  }
}

type CountRight = (A: Float32Array, Y: Float32Array, m: number, n: number) => { right: number; of: number };

function shareOfRight(count: CountRight): Quality {
  let right = 0;
  let of = 0;
  return {
    add(A, Y, m, n) {
      const found = count(A, Y, m, n);
      right += found.right;
      of += found.of;
    },
    finish: () => ({ accuracy: right / of }),
  };
}

/** An output is right when it is on its target's side of the middle; the middle itself counts as class 1, NaN as wrong. */
function countRightSides(A: Float32Array, Y: Float32Array, count: number, middle: number) {
  let right = 0;
  for (let i = 0; i < count; i++) if (Y[i]! >= 0.5 ? A[i]! >= middle : A[i]! < middle) right += 1;
  return { right, of: count };
}

/** An example is right when its largest output is its target's; of equal ones the first counts, NaN never. */
function countRightClasses(A: Float32Array, Y: Float32Array, m: number, n: number) {
  let right = 0;
  for (let start = 0; start < m * n; start += n)
    if (isLargest(A, start, n, findLargest(Y, start, n))) right += 1;
  return { right, of: m };
}

function findLargest(values: Float32Array, start: number, n: number): number {
  let largest = 0;
  for (let j = 1; j < n; j++) if (values[start + j]! > values[start + largest]!) largest = j;
  return largest;
}

/** Whether entry j is the first of the largest; not so beside a NaN, with which nothing compares. */
function isLargest(values: Float32Array, start: number, n: number, j: number): boolean {
  const value = values[start + j]!;
  for (let k = 0; k < n; k++) {
    const other = values[start + k]!;
    if (!(k < j ? other < value : other <= value)) return false;
  }
  return true;
}

/** 1 − Σ (a − y)² / Σ (y − ȳ)², with ȳ the mean of each output; nothing when the targets do not vary. */
function explainedVariance(n: number): Quality {
  const mean = new Float64Array(n);
  let seen = 0;
  let residual = 0;
  let total = 0;
  return {
    add(A, Y, m) {
      for (let i = 0; i < m; i++) {
        seen += 1;
        for (let j = 0; j < n; j++) {
          const y = Y[i * n + j]!;
          const error = A[i * n + j]! - y;
          residual += error * error;
          // Welford's running mean: one pass, and no difference of two large sums.
          const before = y - mean[j]!;
          mean[j]! += before / seen;
          total += before * (y - mean[j]!);
        }
      }
    },
    finish: () => (total > 0 ? { r2: 1 - residual / total } : {}),
  };
}
