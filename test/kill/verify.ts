import { isDeepStrictEqual } from 'node:util';
import type { Run } from '#shared/contract/runs.ts';
import type { SeriesPoints, StoreApi } from '#main/store/api.ts';

/** What a run becomes when nobody kills it. */
export interface Whole {
  run: Run;
  series: Record<string, SeriesPoints>;
}

export function readWhole(store: StoreApi, id: string): Whole {
  const run = store.findRun(id);
  const keys = store.seriesKeys(id);
  return { run, series: Object.fromEntries(keys.map((key) => [key, store.readSeries(id, key)])) };
}

/**
 * Looks at a run after its process was killed.
 *
 * @returns what is wrong, one sentence each; nothing when all is as promised
 */
export function findWrongs(store: StoreApi, id: string, acknowledged: number, whole: Whole): string[] {
  const wrongs: string[] = [];
  const { run, series } = readWhole(store, id);
  if (run.status !== 'interrupted') wrongs.push(`the run is ${run.status}, not interrupted`);
  const { check } = store.inspect();
  if (check !== 'ok') wrongs.push(`the file is damaged: ${check}`);
  const last = series['batch.loss']?.steps.at(-1) ?? 0;
  if (last < acknowledged) wrongs.push(`step ${acknowledged} was acknowledged, and ${last} is the last`);
  if (run.step < last) wrongs.push(`the run says step ${run.step}, and ${last} is recorded`);
  for (const [key, { steps, values }] of Object.entries(series)) {
    const expected = whole.series[key];
    const isPrefix =
      steps.every((step, index) => step === expected?.steps[index]) &&
      values.every((number, index) => Object.is(number, expected?.values[index]));
    if (!isPrefix) wrongs.push(`${key} is not the beginning of what an unkilled run records`);
  }
  for (const { step, kind } of store.listCheckpoints(id)) store.readCheckpoint(id, { step, kind });
  if (store.readHashes(id).some(({ isSound }) => !isSound)) wrongs.push('a recorded hash is damaged');
  return wrongs;
}

/** Looks at a run that was killed and gone on with until it was finished. */
export function findDifferences(store: StoreApi, id: string, whole: Whole): string[] {
  const { run, series } = readWhole(store, id);
  const wrongs: string[] = [];
  if (run.status !== 'finished') wrongs.push(`the run is ${run.status}, not finished`);
  if (run.weightsSha256 !== whole.run.weightsSha256) wrongs.push('the weights are others');
  if (!isDeepStrictEqual(series, whole.series)) wrongs.push('the series are others');
  const hashes = (of: string) => JSON.stringify(store.readHashes(of));
  if (whole.run.id !== id && hashes(id) === '[]') wrongs.push('no hash is recorded');
  return wrongs;
}
