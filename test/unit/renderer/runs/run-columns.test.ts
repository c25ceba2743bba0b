import { describe, expect, it } from 'vitest';
import { compareValues } from '#renderer/views/runs/grid-columns.ts';
import { filterRuns, runColumns, type RunColumnId } from '#renderer/views/runs/run-columns.ts';
import { aRun } from './a-run.ts';

const valueOf = (id: RunColumnId, run = aRun()) => runColumns.find((column) => column.id === id)?.value(run);

describe('the table of runs', () => {
  it('sorts numbers as numbers and names as a person counts', () => {
    expect([10, 9, 0.5].sort(compareValues)).toEqual([0.5, 9, 10]);
    expect(['spirals 10', 'Moons', 'spirals 2'].sort(compareValues)).toEqual([
      'Moons',
      'spirals 2',
      'spirals 10',
    ]);
  });

  it('has no value, to be sorted last, where nothing was measured', () => {
    const run = aRun({ dev: null });
    expect(valueOf('devLoss', run)).toBeUndefined();
    expect(valueOf('devQuality', run)).toBeUndefined();
    expect(valueOf('devLoss', aRun({ dev: { loss: null, accuracy: null } }))).toBeUndefined();
  });

  it('judges values by r² and classes by accuracy', () => {
    expect(valueOf('devQuality')).toBe(0.9);
    expect(valueOf('devQuality', aRun({ dev: { loss: 1, r2: 0.5 } }))).toBe(0.5);
  });

  it('shows the network from input to output', () => {
    expect(valueOf('network')).toBe('2 → 8 tanh → 1 sigmoid');
    const { design } = aRun();
    const [hidden, output] = design.layers;
    if (hidden === undefined || output === undefined) throw new Error('The run has two layers.');
    const deep = { ...design, layers: [...Array.from({ length: 10 }, () => hidden), output] };
    expect(valueOf('network', aRun({ design: deep }))).toBe('2 → 10 × (8 tanh) → 1 sigmoid');
  });

  it('is filtered by every typed word, in any order and case, over name, data, network, optimiser and tags', () => {
    const runs = [aRun(), aRun({ id: 'b', name: 'wide', tags: ['best'] })];
    const found = (typed: string) => filterRuns(runs, typed).map(({ id }) => id);
    expect(found('')).toEqual(['a', 'b']);
    expect(found('  TANH   adam ')).toEqual(['a', 'b']);
    expect(found('best wide')).toEqual(['b']);
    expect(found('wide moons')).toEqual([]);
  });
});
