import { expect, test } from 'vitest';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

test('what was set is read again from the file, and what was never set is absent', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  expect(store.readOptions()).toEqual({});
  store.writeOptions({ runners: 3, checkpointSteps: null });
  store.writeOptions({ runners: 2, 'queue.paused': true });
  expect(openTestStore(file).readOptions()).toEqual({
    runners: 2,
    checkpointSteps: null,
    'queue.paused': true,
  });
});
