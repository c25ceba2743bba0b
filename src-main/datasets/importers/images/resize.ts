import type { Pixels } from '../../../formats/images/decode-image.ts';

/** What images of different sizes are brought to. */
export interface ImageShape {
  height: number;
  width: number;
  /** 1 for grey, 3 for red, green and blue. */
  channels: 1 | 3;
}

/** ITU-R BT.601's weights of red, green and blue in how bright a colour looks. */
const LUMA = [0.299, 0.587, 0.114] as const;
const WHITE = 255;

/**
 * Brings an image to a shape; every new pixel is the mean of the area that it covers, so nothing is skipped.
 *
 * @param values (height, width, channels), filled from `at` on
 */
export function resizeInto(values: Uint8Array, at: number, pixels: Pixels, shape: ImageShape): void {
  const { width, height } = pixels;
  const columns = coverage(width, shape.width);
  const rows = coverage(height, shape.height);
  const colour = new Float64Array(3);
  let place = at;
  for (const row of rows)
    for (const column of columns) {
      colour.fill(0);
      for (let y = row.first; y <= row.last; y++)
        for (let x = column.first; x <= column.last; x++)
          addPixel(colour, pixels, y * width + x, weight(row, y) * weight(column, x));
      place = write(values, place, colour, row.length * column.length, shape.channels);
    }
}

/** The part of an axis that one new pixel covers, from and to within old ones. */
interface Covered {
  first: number;
  last: number;
  from: number;
  to: number;
  length: number;
}

function coverage(size: number, wanted: number): Covered[] {
  return Array.from({ length: wanted }, (_, k) => {
    const [from, to] = [(k * size) / wanted, ((k + 1) * size) / wanted];
    const last = Math.min(size, Math.ceil(to)) - 1;
    return { first: Math.floor(from), last, from, to, length: to - from };
  });
}

function weight({ from, to }: Covered, at: number): number {
  return Math.min(to, at + 1) - Math.max(from, at);
}

function addPixel(colour: Float64Array, { values, channels }: Pixels, pixel: number, share: number): void {
  const at = pixel * channels;
  const opaque = channels === 4 ? (values[at + 3] ?? 0) / 255 : 1;
  for (let k = 0; k < 3; k++)
    colour[k] = (colour[k] ?? 0) + share * ((values[at + k] ?? 0) * opaque + WHITE * (1 - opaque));
}

function write(values: Uint8Array, at: number, colour: Float64Array, area: number, channels: 1 | 3): number {
  const [red = 0, green = 0, blue = 0] = colour;
  if (channels === 1) {
    values[at] = Math.round((LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue) / area);
    return at + 1;
  }
  values[at] = Math.round(red / area);
  values[at + 1] = Math.round(green / area);
  values[at + 2] = Math.round(blue / area);
  return at + 3;
}
