import { createGenerator } from '#shared/core/random/generator.ts';

/** How much is written, read and listed. */
export interface Sizes {
  /** Steps of the one long run, `batch` of them at a time, a value for every series at each. */
  steps: number;
  batch: number;
  series: number;
  runs: number;
  /** Steps of each of the many runs, and how many of their series are listed: all that they have. */
  stepsPerRun: number;
  listed: number;
  rounds: number;
}

export const fullSizes: Sizes = {
  steps: 100_000,
  batch: 100,
  series: 20,
  runs: 10_000,
  stepsPerRun: 100,
  listed: 6,
  rounds: 20,
};

/** The same shape in a few seconds; the ratios of short series and few runs are lower. */
export const quickSizes: Sizes = { ...fullSizes, steps: 10_000, runs: 500, rounds: 5 };

/** Keys as runs have them: `norm.dW[1]`, `norm.dW[2]`, … */
export function nameSeries(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `norm.dW[${i + 1}]`);
}

/** The id that a run of the list has. */
export function nameRun(index: number): string {
  return index.toString(16).padStart(8, '0');
}

/** Batches of falling, noisy values, the same for the same seed. */
export function* drawBatches({ steps, batch, width }: { steps: number; batch: number; width: number }) {
  const { uniform } = createGenerator(1).stream('values');
  for (let first = 0; first < steps; first += batch) {
    const n = Math.min(batch, steps - first);
    yield {
      steps: Int32Array.from({ length: n }, (_, i) => first + i),
      values: Float32Array.from({ length: n * width }, () => uniform() / (1 + first / 1000)),
    };
  }
}
