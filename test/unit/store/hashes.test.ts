import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { HashedMoment } from '#main/store/api.ts';
import { createSampleRun } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

function makeMoment(step: number, moment: HashedMoment['moment']): HashedMoment {
  return {
    step,
    moment,
    tensors: [
      { name: 'W1', sha256: `${step}`.padStart(64, 'a') },
      { name: 'b1', sha256: `${step}`.padStart(64, 'b') },
    ],
  };
}

const sound = (moment: HashedMoment) => ({ ...moment, isSound: true });

test('moments are read back in the order of training, whatever the order they were written in', () => {
  const store = openTestStore();
  const { id } = createSampleRun(store);
  expect(store.readHashes(id)).toEqual([]);
  const moments = [makeMoment(0, 'start'), makeMoment(8, 'epoch'), makeMoment(8, 'end')];
  store.saveHashes(id, moments.toReversed());
  expect(store.readHashes(id)).toEqual(moments.map(sound));
});

test('a moment is written once: again it changes nothing, and with other hashes its whole call is refused', () => {
  const store = openTestStore();
  const { id } = createSampleRun(store);
  store.saveHashes(id, [makeMoment(0, 'start')]);
  store.saveHashes(id, [makeMoment(0, 'start')]);
  const other = { ...makeMoment(0, 'start'), tensors: [{ name: 'W1', sha256: 'f'.repeat(64) }] };
  expect(() => store.saveHashes(id, [makeMoment(4, 'epoch'), other])).toThrow(
    expect.objectContaining({ code: 'run.goesOnDifferently' }),
  );
  expect(store.readHashes(id)).toEqual([sound(makeMoment(0, 'start'))]);
});

test('a run that has ended takes no more', () => {
  const store = openTestStore();
  const { id } = createSampleRun(store);
  store.updateRun(id, { status: 'finished' });
  expect(() => store.saveHashes(id, [makeMoment(0, 'start')])).toThrow(/never changes again/);
});

test.each([
  `UPDATE parameter_hash SET tensors = replace(tensors, 'W1', 'W2')`,
  `UPDATE parameter_hash SET step = 5`,
  `UPDATE parameter_hash SET moment = 'epoch'`,
  `UPDATE parameter_hash SET seal = 'x'`,
])('a moment that was changed says so (%s)', (change) => {
  const file = makeStorePath();
  const store = openTestStore(file);
  const { id } = createSampleRun(store);
  store.saveHashes(id, [makeMoment(4, 'end')]);
  const db = new Database(file);
  db.exec(change);
  db.close();
  expect(store.readHashes(id)).toMatchObject([{ isSound: false }]);
});

test('hashes of an unknown run are refused', () => {
  const store = openTestStore();
  const unknown = expect.objectContaining({ code: 'run.unknown' }) as Error;
  expect(() => store.saveHashes('nobody', [])).toThrow(unknown);
  expect(() => store.readHashes('nobody')).toThrow(unknown);
});
