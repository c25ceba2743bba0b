import { describe, expect, it } from 'vitest';
import { applyFix } from '#shared/design/clashes.ts';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { designFor } from '#shared/design/task.ts';
import { weightClashes } from '#shared/design/weight-clashes.ts';

const design = designFor({ kind: 'binary', inputs: 2, outputs: 1 }, parseLayers('8:relu,4:tanh'), 'net');

/** W_l and b_l of a network of these widths. */
function file(...n: number[]) {
  return n.slice(1).flatMap((units, index) => [
    { name: `W${index + 1}`, shape: [units, n[index] ?? 0] },
    { name: `b${index + 1}`, shape: [units, 1] },
  ]);
}

describe('weights beside a design', () => {
  it('that fit have no clash', () => {
    expect(weightClashes(design, file(2, 8, 4, 1))).toEqual([]);
  });

  it('name the layer and the two numbers on either side of it', () => {
    const clashes = weightClashes(design, file(2, 6, 4, 1));
    expect(clashes.map(({ kind, found, needed }) => [kind, found, needed])).toEqual([
      ['weightRows', 6, 8],
      ['bias', 6, 8],
      ['weightColumns', 6, 8],
    ]);
  });

  it('are met by the design when their widths are taken, whatever the depth', () => {
    for (const widths of [
      [2, 6, 4, 1],
      [3, 5, 1],
      [2, 8, 4, 4, 4, 1],
    ]) {
      const arrays = file(...widths);
      const fix = weightClashes(design, arrays)
        .flatMap(({ fixes }) => fixes)
        .find(({ kind }) => kind === 'widths');
      if (fix === undefined) throw new Error('the widths are offered');
      const taken = applyFix(design, fix);
      expect(weightClashes(taken, arrays)).toEqual([]);
      expect(taken.layers.at(-1)?.activation).toBe('sigmoid');
    }
  });

  it('on their side are told from those of another width', () => {
    const [, ...rest] = file(2, 8, 4, 1);
    const clashes = weightClashes(design, [{ name: 'W1', shape: [2, 8] }, ...rest]);
    expect(clashes).toEqual([{ kind: 'weightTurned', l: 1, found: 2, needed: 8, fixes: [] }]);
  });

  it('that do not fit each other offer no widths', () => {
    const arrays = file(2, 8, 4, 1).map((array) =>
      array.name === 'W2' ? { ...array, shape: [4, 9] } : array,
    );
    const [clash] = weightClashes(design, arrays);
    expect(clash).toMatchObject({ kind: 'weightColumns', l: 2, found: 9, needed: 8 });
    expect(clash?.fixes).toEqual([{ kind: 'units', l: 1, units: 9 }]);
  });

  it('of no layer at all are of another depth', () => {
    expect(weightClashes(design, [{ name: 'kernel', shape: [2, 2] }])).toEqual([
      { kind: 'depth', found: 0, needed: 3, fixes: [] },
    ]);
  });
});
