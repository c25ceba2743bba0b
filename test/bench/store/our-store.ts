import { openStore } from '#main/store/store.ts';
import { makeDataset, makeRun, owner } from '../../unit/store/samples.ts';
import type { ComparedStore } from './compared-store.ts';

/** The real store, in this thread: what its own thread does for every call. */
export function openOurStore(file: string): ComparedStore {
  const store = openStore(file, { now: Date.now });
  store.putDataset(makeDataset());
  return {
    addRun(id, keys, createdAt) {
      store.createRun(makeRun({ id, name: `run ${id}`, createdAt, tags: [] }), owner);
      store.openSeries(id, 'step', [...keys]);
    },
    append: (run, steps, values) => store.appendRows(run, [{ group: 'step', steps, values }]),
    read: (run, key) => store.readSeries(run, key),
    list: (keys) => store.listLatest(keys),
    close: () => store.close(),
  };
}
