import type { Surface } from '#shared/contract/runs.ts';

export type Channels = readonly [number, number, number];

/** How strongly a certain class covers the background; points drawn over it stay readable. */
const strongest = 0.52;

/**
 * The pixels of a decision surface, RGBA, row by row from the highest y. Each pixel is the background mixed
 * with the colours of the classes by how probable they are: what is uncertain stays pale.
 *
 * @param surface two inputs; binary (one output) or multiclass (an output per class)
 * @param colours one per class
 * @param size pixels along each side
 */
export function paintClasses(
  surface: Surface,
  colours: readonly Channels[],
  background: Channels,
  size: number,
) {
  return paint(surface, size, (outputs) => {
    const shares = outputs.length === 1 ? [1 - (outputs[0] ?? 0), outputs[0] ?? 0] : outputs;
    const best = shares.reduce((top, share, index) => (share > (shares[top] ?? 0) ? index : top), 0);
    const chance = 1 / shares.length;
    const certainty = ((shares[best] ?? 0) - chance) / (1 - chance);
    return mix(
      background,
      colours[best % colours.length] ?? background,
      0.06 + (strongest - 0.06) * certainty,
    );
  });
}

/** As paintClasses for one value: from `low` over the background to `high`. */
export function paintValues(
  surface: Surface,
  low: Channels,
  background: Channels,
  high: Channels,
  size: number,
) {
  const [least, most] = boundsOf(surface.values);
  const span = most - least || 1;
  return paint(surface, size, (outputs) => {
    const t = (((outputs[0] ?? 0) - least) / span) * 2 - 1;
    return mix(background, t < 0 ? low : high, Math.abs(t) * 0.8);
  });
}

/** Lowest and highest of many numbers. */
export function boundsOf(values: readonly number[]): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most] : [0, 1];
}

/**
 * Fields that cross zero where the answer changes: p − 0.5 for one output, else for each class how far it is
 * ahead of the best of the others.
 */
export function boundaryFields(surface: Surface): Float64Array[] {
  const { values, outputs } = surface;
  const cells = values.length / outputs;
  if (outputs === 1) return [Float64Array.from(values, (p) => p - 0.5)];
  return Array.from({ length: outputs }, (_, k) =>
    Float64Array.from({ length: cells }, (_, cell) => {
      let best = -Infinity;
      for (let other = 0; other < outputs; other += 1)
        if (other !== k) best = Math.max(best, values[cell * outputs + other] ?? 0);
      return (values[cell * outputs + k] ?? 0) - best;
    }),
  );
}

function paint(surface: Surface, size: number, colourOf: (outputs: number[]) => Channels) {
  const pixels = new Uint8ClampedArray(size * size * 4);
  const outputs = new Array<number>(surface.outputs).fill(0);
  const last = surface.resolution - 1;
  let at = 0;
  for (let row = 0; row < size; row += 1) {
    const y = (1 - row / (size - 1)) * last;
    for (let column = 0; column < size; column += 1) {
      interpolate(surface, (column / (size - 1)) * last, y, outputs);
      const [red, green, blue] = colourOf(outputs);
      pixels[at] = red;
      pixels[at + 1] = green;
      pixels[at + 2] = blue;
      pixels[at + 3] = 255;
      at += 4;
    }
  }
  return pixels;
}

/** Bilinear, into `outputs`. */
function interpolate(surface: Surface, x: number, y: number, outputs: number[]): void {
  const { resolution, values } = surface;
  const column = Math.min(Math.floor(x), resolution - 2);
  const row = Math.min(Math.floor(y), resolution - 2);
  const [tx, ty] = [x - column, y - row];
  const lower = (row * resolution + column) * surface.outputs;
  const upper = lower + resolution * surface.outputs;
  for (let k = 0; k < surface.outputs; k += 1) {
    const below = (values[lower + k] ?? 0) * (1 - tx) + (values[lower + surface.outputs + k] ?? 0) * tx;
    const above = (values[upper + k] ?? 0) * (1 - tx) + (values[upper + surface.outputs + k] ?? 0) * tx;
    outputs[k] = below * (1 - ty) + above * ty;
  }
}

function mix(from: Channels, to: Channels, t: number): Channels {
  return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t, from[2] + (to[2] - from[2]) * t];
}
