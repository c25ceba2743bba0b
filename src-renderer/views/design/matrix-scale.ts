/** Sizes in pixels for the blocks of one product, all on one scale. */
export interface ProductSize {
  rows: number;
  inner: number;
  examples: number;
}

const thinnest = 9;

/**
 * Pixels per side of W (n_l, n_{l−1}), A_{l−1} (n_{l−1}, m), b (n_l, 1) and Z (n_l, m). Lengths grow with the square
 * root of the count, so that 1 and 784 can stand side by side, and what is equal stays equally long.
 *
 * @param room the width for all blocks together, in pixels @param tallest the height of the tallest, in pixels
 */
export function scaleProduct(
  { rows, inner, examples }: ProductSize,
  room: number,
  tallest: number,
): { rows: number; inner: number; examples: number; one: number } {
  const [r, i, e] = [rows, inner, examples].map(Math.sqrt) as [number, number, number];
  const across = Math.max(1, room - thinnest) / (i + 2 * e);
  const scale = Math.min(across, tallest / Math.max(r, i), 26);
  const length = (root: number) => Math.max(thinnest, Math.round(root * scale));
  return { rows: length(r), inner: length(i), examples: length(e), one: thinnest };
}
