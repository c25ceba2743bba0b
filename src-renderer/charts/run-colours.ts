/** How a run's line is drawn wherever the run appears: one of the eight series colours, and a dash pattern. */
export interface LineStyle {
  /** N of the token `--series-N`, 1…8. */
  colour: number;
  /** Lengths of dash and gap in pixels; empty is a solid line. */
  dash: readonly number[];
}

const colours = 8;
const dashes: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [10, 3, 2, 3]];

/** The colour that a run's id asks for, 1…8; the same on every machine. */
export function colourOf(id: string): number {
  let hash = 2166136261;
  for (let index = 0; index < id.length; index += 1)
    hash = Math.imul(hash ^ id.charCodeAt(index), 16777619) >>> 0;
  // The low bits of this hash vary least over ids that differ only at the end.
  return ((((hash >>> 16) ^ hash) >>> 0) % colours) + 1;
}

/**
 * A style for each run of a selection. Every run gets the colour its id asks for, unless an earlier one of the
 * selection has it; then the next free one. Past eight runs the colours come again, dashed.
 */
export function stylesFor(ids: readonly string[]): Map<string, LineStyle> {
  const styles = new Map<string, LineStyle>();
  let taken = new Set<number>();
  let round = 0;
  for (const id of ids) {
    if (styles.has(id)) continue;
    if (taken.size === colours) {
      taken = new Set();
      round += 1;
    }
    let colour = colourOf(id);
    while (taken.has(colour)) colour = (colour % colours) + 1;
    taken.add(colour);
    styles.set(id, { colour, dash: dashes[round % dashes.length] ?? [] });
  }
  return styles;
}
