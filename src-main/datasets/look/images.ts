import type { ImagePage } from '#shared/contract/data-looks.ts';
import type { Dataset } from '../dataset.ts';

type Shape = ImagePage['shape'];

/** Numbers that one page holds at most; of large images fewer fit. */
const mostNumbers = 400_000;

/**
 * Height, width and channels of the image that the inputs of an example form: as the dataset says, or 8 × 8 for the
 * bundled digits. Null where they form none.
 */
export function imageShape({ task, origin, treatment }: Dataset): Shape | null {
  const shape = treatment?.shape;
  if (shape === undefined) return origin === 'bundled' && task.inputs === 64 ? [8, 8, 1] : null;
  const [height = 0, width = 0, channels = 1] = shape;
  const fits = shape.length >= 2 && height * width * channels === task.inputs;
  return fits && (channels === 1 || channels === 3) ? [height, width, channels] : null;
}

/** Some examples as images; null where they are none. */
export function imagesOf(
  dataset: Dataset,
  { from, count, group }: { from: number; count: number; group?: number | undefined },
): ImagePage | null {
  const shape = imageShape(dataset);
  if (shape === null) return null;
  const { X, Y, examples, task } = dataset;
  const width = Y.length / examples;
  const chosen: number[] = [];
  for (let row = 0; row < examples; row += 1)
    if (group === undefined || Y[row * width] === group) chosen.push(row);
  const fitting = Math.max(1, Math.min(count, Math.floor(mostNumbers / task.inputs)));
  return {
    shape,
    range: rangeOf(X),
    examples: chosen.length,
    images: chosen.slice(from, from + fitting).map((example) => ({
      example,
      target: Y[example * width] ?? 0,
      values: Array.from(X.subarray(example * task.inputs, (example + 1) * task.inputs), (value) =>
        Number.isNaN(value) ? null : value,
      ),
    })),
  };
}

function rangeOf(X: Float32Array): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of X) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most] : [0, 1];
}
