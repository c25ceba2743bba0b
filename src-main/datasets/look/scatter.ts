import type { Axis, Scatter } from '#shared/contract/data-looks.ts';
import {
  alongComponent,
  principalComponents,
  type PrincipalComponents,
} from '#shared/core/inspect/principal-components.ts';
import type { Dataset } from '../dataset.ts';

/** Numbers that the components are found from; of more, examples spread evenly over the dataset are taken. */
const mostNumbers = 1_000_000;

export interface ScatterRequest {
  x: Axis;
  y: Axis;
  /** Whether every column has deviation 1 before the components are found. */
  scaled: boolean;
  maxPoints: number;
}

/** Examples spread evenly over the dataset as points; one with an empty field on an axis is left out. */
export function scatterOf(dataset: Dataset, { x, y, scaled, maxPoints }: ScatterRequest): Scatter {
  const { examples, Y } = dataset;
  const isComponent = x.kind === 'component' || y.kind === 'component';
  const found = isComponent ? findComponents(dataset, scaled) : null;
  const scatter: Scatter = {
    ...{ x: [], y: [], targets: [], rows: [], examples },
    shares: found === null ? null : [found.shares[0] ?? 0, found.shares[1] ?? 0],
    fittedOn: found === null ? 0 : sampleSize(dataset),
  };
  const width = Y.length / examples;
  const count = Math.min(maxPoints, examples);
  for (let at = 0; at < count; at += 1) {
    const row = Math.floor((at * examples) / count);
    const [px, py] = [placeOf(dataset, x, row, found), placeOf(dataset, y, row, found)];
    if (Number.isNaN(px) || Number.isNaN(py)) continue;
    scatter.x.push(px);
    scatter.y.push(py);
    scatter.rows.push(row);
    scatter.targets.push(Y[row * width] ?? 0);
  }
  return scatter;
}

function placeOf(
  { X, Y, examples, task }: Dataset,
  axis: Axis,
  row: number,
  found: PrincipalComponents | null,
): number {
  if (axis.kind === 'target') return Y[row * (Y.length / examples)] ?? Number.NaN;
  if (axis.kind === 'column')
    return axis.column < task.inputs ? (X[row * task.inputs + axis.column] ?? Number.NaN) : Number.NaN;
  return found === null ? Number.NaN : alongComponent(found, X, row, axis.component - 1);
}

function sampleSize({ examples, task }: Dataset): number {
  return Math.min(examples, Math.max(2, Math.floor(mostNumbers / task.inputs)));
}

function findComponents(dataset: Dataset, scaled: boolean): PrincipalComponents {
  const { X, examples, task } = dataset;
  const size = sampleSize(dataset);
  const sample = size === examples ? X : new Float32Array(size * task.inputs);
  if (size < examples)
    for (let at = 0; at < size; at += 1) {
      const row = Math.floor((at * examples) / size);
      sample.set(X.subarray(row * task.inputs, (row + 1) * task.inputs), at * task.inputs);
    }
  return principalComponents(sample, task.inputs, { count: 2, scaled });
}
