import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stylesFor } from '#renderer/charts/run-colours.ts';
import { comparableSeries, compareLines } from '#renderer/views/runs/compare-lines.ts';
import { curveKeys } from '#renderer/views/shared/run-lines.ts';
import { aRun } from './a-run.ts';

// The page's colours: lines read them from the document.
beforeEach(() => {
  vi.stubGlobal('document', { documentElement: {} });
  vi.stubGlobal('getComputedStyle', () => ({ getPropertyValue: (token: string) => ` ${token} ` }));
});
afterEach(() => void vi.unstubAllGlobals());

const regression = aRun({ id: 'b', task: { kind: 'regression', inputs: 1, outputs: 1 } });

describe('overlaying runs', () => {
  it('offers accuracy for classes, r² for values, and both where both are selected', () => {
    const keys = (...runs: Parameters<typeof comparableSeries>[0]) =>
      comparableSeries(runs).map(({ key }) => key);
    expect(keys(aRun())).toContain('dev.accuracy');
    expect(keys(aRun())).not.toContain('dev.r2');
    expect(keys(aRun(), regression)).toEqual(
      expect.arrayContaining(['dev.accuracy', 'dev.r2', 'batch.loss']),
    );
  });

  it('offers gradients only where one of the runs recorded them', () => {
    const silent = aRun({ recipe: { ...aRun().recipe, gradients: 'off' } });
    expect(comparableSeries([silent]).some(({ key }) => key.startsWith('grad.'))).toBe(false);
    expect(comparableSeries([silent, aRun()]).some(({ key }) => key.startsWith('grad.'))).toBe(true);
  });

  it('draws a line for each run that recorded the series, in its own epochs and colour', () => {
    const longer = aRun({ id: 'c', totalSteps: 80 });
    const runs = [aRun(), regression, longer];
    const styles = stylesFor(runs.map(({ id }) => id));
    const series = { step: [4], value: [1] };
    const lines = compareLines(runs, 'dev.loss', 'epoch', styles, (run) =>
      run.id === 'b' ? undefined : series,
    );
    expect(lines.map(({ id, stepsPerUnit }) => [id, stepsPerUnit])).toEqual([
      ['a', 4],
      ['c', 8],
    ]);
    expect(lines[0]?.colour).toBe(`--series-${styles.get('a')?.colour}`);
    expect(lines[0]?.colour).not.toBe(lines[1]?.colour);
  });

  it('asks for the backward signal of every layer of a run', () => {
    expect(curveKeys(aRun())).toEqual(
      expect.arrayContaining(['grad.norm.dZ[1]', 'grad.norm.dZ[2]', 'dev.accuracy']),
    );
    expect(curveKeys(regression)).toContain('train.r2');
  });
});
