import type { Distribution } from '#shared/contract/data-looks.ts';
import type { Dataset } from '../dataset.ts';
import { quantile, sortedColumn } from './column-facts.ts';

const fewestBins = 8;
const mostBins = 40;

export interface Bins {
  /** Left edge of the first. */
  from: number;
  width: number;
  count: number;
}

/** One column, class by class over shared bins; the index n_0 is the target of a regression. */
export function distributionOf(dataset: Dataset, column: number): Distribution {
  const { inputs, outputs } = dataset.task;
  const isTarget = column === inputs;
  const [values, width, at] = isTarget ? [dataset.Y, outputs, 0] : [dataset.X, inputs, column];
  const { from, width: binWidth, count } = chooseBins(sortedColumn(values, width, at));
  const groups = Math.max(1, dataset.classes.length);
  const counts = Array.from({ length: groups }, () => Array<number>(count).fill(0));
  for (let row = 0; row < dataset.examples; row += 1) {
    const value = values[row * width + at] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const bins = counts[groups === 1 ? 0 : (dataset.Y[row] ?? 0)];
    const bin = Math.min(count - 1, Math.max(0, Math.floor((value - from) / binWidth)));
    if (bins !== undefined) bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return {
    name: isTarget ? dataset.target : (dataset.features[column] ?? ''),
    from,
    width: binWidth,
    counts,
  };
}

/**
 * Bins by the rule of Freedman and Diaconis, 2 IQR / m^⅓, no fewer than 8 and no more than 40. Whole numbers lie in
 * the middle of bins of a whole width, or some bins would hold more of them than others.
 */
export function chooseBins(sorted: Float32Array): Bins {
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const range = most - least;
  if (range === 0) return { from: least - 0.5, width: 1, count: 1 };
  const wanted = binsWanted(sorted, range);
  if (sorted.every(Number.isInteger)) {
    const width = range < mostBins ? 1 : Math.ceil((range + 1) / wanted);
    return { from: least - 0.5, width, count: Math.ceil((range + 1) / width) };
  }
  return { from: least, width: range / wanted, count: wanted };
}

function binsWanted(sorted: Float32Array, range: number): number {
  const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  if (spread === 0) return Math.round((fewestBins + mostBins) / 2);
  const bins = Math.ceil(range / ((2 * spread) / Math.cbrt(sorted.length)));
  return Math.min(mostBins, Math.max(fewestBins, bins));
}
