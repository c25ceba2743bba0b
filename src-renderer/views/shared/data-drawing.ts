import type { DatasetPreview } from '#shared/contract/datasets.ts';

export interface Point {
  x: number;
  y: number;
  /** The class, for its colour; 0…7. */
  group: number;
}

export type DataDrawing =
  | { kind: 'points'; points: Point[] }
  | { kind: 'pixels'; pixels: { x: number; y: number; size: number; shade: number }[] }
  | { kind: 'none' };

const side = 40;
const margin = 4;
const mostPoints = 160;

/** A dataset as a tiny picture: two inputs as a plane, one input as a curve, 8 × 8 inputs as an image. */
export function drawPreview({ summary, inputs, targets }: DatasetPreview): DataDrawing {
  const { kind, inputs: features } = summary.task;
  if (summary.origin === 'bundled' && features === 64) return drawPixels(inputs[0] ?? []);
  if (features !== 2 && !(features === 1 && kind === 'regression')) return { kind: 'none' };
  const rows = inputs.slice(0, mostPoints);
  const across = scale(rows.map((row) => row[0] ?? 0));
  const up = scale(rows.map((row, index) => (features === 2 ? row[1] : targets[index]) ?? 0));
  const points = rows.map((_, index) => ({
    x: across[index] ?? 0,
    y: side - (up[index] ?? 0),
    group: kind === 'regression' ? 0 : (targets[index] ?? 0) % 8,
  }));
  return { kind: 'points', points };
}

function drawPixels(row: readonly number[]): DataDrawing {
  const darkest = Math.max(...row, 1);
  const size = (side - 2 * margin) / 8;
  const pixels = row.map((value, index) => ({
    x: margin + (index % 8) * size,
    y: margin + Math.floor(index / 8) * size,
    size,
    shade: value / darkest,
  }));
  return { kind: 'pixels', pixels };
}

function scale(values: readonly number[]): number[] {
  const least = Math.min(...values);
  const width = Math.max(...values) - least || 1;
  return values.map((value) => margin + ((value - least) / width) * (side - 2 * margin));
}
