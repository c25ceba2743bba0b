import type { Shape } from '#shared/design/shapes.ts';

/** Pixels. */
export interface BlockSize {
  width: number;
  height: number;
}

const thinnest = 9;
const longest = 26;

/**
 * Sizes of the blocks of one product, all on one scale. Lengths grow with the square root of the count, so that 1 and
 * 784 can stand side by side; what is equal is equally long, and what is not is not.
 *
 * @param shapes of the blocks from left to right @param room the width for all of them, in pixels
 * @param tallest the height of the tallest, in pixels
 */
export function scaleBlocks(shapes: readonly Shape[], room: number, tallest: number): BlockSize[] {
  const roots = shapes.map(([rows, columns]) => [Math.sqrt(rows), Math.sqrt(columns)] as const);
  const across = roots.reduce((sum, [, columns]) => sum + columns, 0);
  const down = Math.max(...roots.map(([rows]) => rows));
  // The thinnest blocks are drawn wider than they are.
  const scale = Math.min(Math.max(1, room - thinnest) / across, tallest / down, longest);
  const length = (root: number) => Math.max(thinnest, Math.round(root * scale));
  return roots.map(([rows, columns]) => ({ width: length(columns), height: length(rows) }));
}
