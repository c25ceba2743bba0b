import { describe, expect, it } from 'vitest';
import { applyFix, clashesOf } from '#shared/design/clashes.ts';
import type { Design } from '#shared/design/design.ts';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { checkDesign } from '#shared/design/shapes.ts';
import { designFor, type Task } from '#shared/design/task.ts';

const task: Task = { kind: 'binary', inputs: 2, outputs: 1 };

/** Widths 2 – 8 – 4 – 8 – 1 with A_1 added in layer `l`. */
function withResidual(l: number, from: number): Design {
  const hidden = parseLayers('8:relu,4:relu,8:relu').map((layer, index) =>
    index === l - 1 ? { ...layer, residualFrom: from } : layer,
  );
  return designFor(task, hidden, 'net');
}

describe('a residual of another width', () => {
  it('names the layer, the source and the two widths', () => {
    expect(clashesOf(withResidual(3, 2), task)).toMatchObject([
      { kind: 'residual', l: 3, from: 2, found: 4, needed: 8 },
    ]);
  });

  it('is mended by every one of its fixes', () => {
    const design = withResidual(3, 2);
    const fixes = clashesOf(design)[0]?.fixes ?? [];
    expect(fixes).toEqual([
      { kind: 'units', l: 3, units: 4 },
      { kind: 'units', l: 2, units: 8 },
      { kind: 'residual', l: 3, from: 1 },
      { kind: 'residual', l: 3, from: null },
    ]);
    for (const fix of fixes) {
      const mended = applyFix(design, fix, task);
      expect(clashesOf(mended, task)).toEqual([]);
      expect(() => checkDesign(mended, task)).not.toThrow();
    }
  });

  it('from the input does not offer to change what the data decides', () => {
    const fixes = clashesOf(withResidual(1, 0))[0]?.fixes ?? [];
    expect(fixes).toEqual([
      { kind: 'units', l: 1, units: 2 },
      { kind: 'residual', l: 1, from: null },
    ]);
  });
});

describe('data that asks for something else', () => {
  const other: Task = { kind: 'multiclass', inputs: 4, outputs: 3 };

  it('clashes at both ends, and fitting the design to it mends both', () => {
    const design = withResidual(3, 1);
    const clashes = clashesOf(design, other);
    expect(clashes.map(({ kind, found, needed }) => [kind, found, needed])).toEqual([
      ['inputs', 2, 4],
      ['outputs', 1, 3],
    ]);
    const fitted = applyFix(design, { kind: 'task' }, other);
    expect(() => checkDesign(fitted, other)).not.toThrow();
  });

  it('of the right kind is met by the width alone', () => {
    const design = designFor({ kind: 'regression', inputs: 2, outputs: 2 }, [], 'net');
    const wanted: Task = { kind: 'regression', inputs: 2, outputs: 3 };
    expect(clashesOf(design, wanted)[0]?.fixes).toEqual([{ kind: 'units', l: 1, units: 3 }]);
  });
});

it('a design that fits has no clash, and the fix of widths sets every one', () => {
  const design = withResidual(3, 1);
  expect(clashesOf(design, task)).toEqual([]);
  const wide = applyFix(design, { kind: 'widths', widths: [5, 6, 7, 6, 2] });
  expect([wide.inputs, ...wide.layers.map(({ units }) => units)]).toEqual([5, 6, 7, 6, 2]);
});
