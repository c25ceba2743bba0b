import { expect, test } from 'vitest';
import { openStore } from '#main/store/store.ts';
import { makeRun } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

test('the draft is nothing at first, then what was written last, also after closing and opening', () => {
  const file = makeStorePath();
  const { design, recipe } = makeRun();
  const first = openStore(file, { now: () => 0 });
  expect(first.readDraft()).toBeNull();
  first.writeDraft({ data: 'moons', design, recipe });
  first.writeDraft({ data: 'spirals:n=600', design, recipe });
  first.close();
  expect(openTestStore(file).readDraft()).toEqual({ data: 'spirals:n=600', design, recipe });
});
