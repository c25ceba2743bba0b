import { expect, test } from 'vitest';
import { makeFolder } from '../services/test-app.ts';
import { shareStore } from '../../soak/share-store.ts';

test('a web host, a desktop, commands that train and a reader share one store, and nothing goes wrong', async () => {
  const { faults, writers, seen, checked } = await shareStore(makeFolder(), 5);
  expect(faults).toEqual([]);
  expect(writers.map(({ name }) => name)).toEqual(['web', 'electron', 'train']);
  expect(checked.runs).toBe(writers.reduce((sum, { runs }) => sum + runs, 0));
  expect(checked.runs).toBeGreaterThanOrEqual(3);
  expect(seen.lists).toBeGreaterThan(0);
}, 180_000);
