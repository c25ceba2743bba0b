import { describe, expect, it } from 'vitest';
import { colourOf, stylesFor } from '#renderer/charts/run-colours.ts';

const ids = Array.from({ length: 200 }, (_, index) => `run-${index}`);

describe('the colour of a run', () => {
  it('is the same wherever the id is met, one of eight, and all eight are used', () => {
    const colours = ids.map(colourOf);
    expect(ids.map(colourOf)).toEqual(colours);
    expect(new Set(colours)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
  });

  it('is spread over ids that differ only in their last letter', () => {
    const colours = [...'abcdefghij'].map((letter) => colourOf(`kx81mzq0${letter}`));
    expect(new Set(colours).size).toBeGreaterThan(3);
  });

  it('is its own within a selection of up to eight runs', () => {
    for (let from = 0; from + 8 <= ids.length; from += 8) {
      const styles = [...stylesFor(ids.slice(from, from + 8)).values()];
      expect(new Set(styles.map((style) => style.colour)).size).toBe(8);
    }
  });

  it('stays with the first of a selection when more are added', () => {
    const first = stylesFor(ids.slice(0, 3));
    const more = stylesFor(ids.slice(0, 8));
    for (const [id, style] of first) expect(more.get(id)).toEqual(style);
    expect(first.get('run-0')?.colour).toBe(colourOf('run-0'));
  });

  it('comes again with another dash past eight runs', () => {
    const styles = [...stylesFor(ids.slice(0, 16)).values()].map(
      (style) => `${style.colour} ${style.dash.join()}`,
    );
    expect(new Set(styles).size).toBe(16);
  });
});
