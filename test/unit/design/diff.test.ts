import { describe, expect, it } from 'vitest';
import { diffDesigns, isSame } from '#shared/design/diff.ts';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { designFor, type Task } from '#shared/design/task.ts';

const task: Task = { kind: 'binary', inputs: 2, outputs: 1 };
const design = (hidden: string, of = task) => designFor(of, parseLayers(hidden), 'net');
const kinds = (before: string, after: string) =>
  diffDesigns(design(before), design(after)).layers.map(({ kind }) => kind);

describe('the difference of two designs', () => {
  it('of the same design is none', () => {
    const diff = diffDesigns(design('8:relu,4:tanh'), design('8:relu,4:tanh'));
    expect(isSame(diff)).toBe(true);
    expect(diff.layers.map(({ kind }) => kind)).toEqual(['same', 'same', 'same']);
  });

  it('tells a layer that was added or removed from those that stayed', () => {
    expect(kinds('8:relu,4:tanh', '8:relu,6:relu,4:tanh')).toEqual(['same', 'added', 'same', 'same']);
    expect(kinds('8:relu,6:relu,4:tanh', '8:relu,4:tanh')).toEqual(['same', 'removed', 'same', 'same']);
  });

  it('names the fields of a layer that changed', () => {
    const [first] = diffDesigns(design('8:relu,4:tanh'), design('9:elu,4:tanh')).layers;
    expect(first).toMatchObject({ kind: 'changed', fields: ['units', 'activation'] });
  });

  it('sees other inputs and another loss', () => {
    const diff = diffDesigns(
      design('8:relu'),
      design('8:relu', { kind: 'regression', inputs: 3, outputs: 1 }),
    );
    expect(diff.inputs).toEqual([2, 3]);
    expect(diff.loss).toEqual(['binaryCrossEntropy', 'meanSquaredError']);
    expect(isSame(diff)).toBe(false);
  });

  it('accounts for every layer of both', () => {
    const diff = diffDesigns(design('1:relu,2:relu,3:relu,4:relu'), design('4:relu,3:relu,9:tanh,1:relu'));
    const before = diff.layers.flatMap((line) => ('before' in line ? [line.before.l] : []));
    const after = diff.layers.flatMap((line) => ('after' in line ? [line.after.l] : []));
    expect(before.sort()).toEqual([1, 2, 3, 4, 5]);
    expect(after.sort()).toEqual([1, 2, 3, 4, 5]);
  });
});
