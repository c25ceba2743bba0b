import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { defaultRecipe, type Recipe } from '#shared/design/recipe.ts';
import { createSampleRun, makeRun } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

/** A recipe as version 0.1 wrote it: what was added since is absent. */
const old = {
  optimizer: { kind: 'adam', learningRate: 0.01, momentum: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  batchSize: 32,
  epochs: 100,
  seed: 1,
  init: 'xavier',
  initStd: 0.01,
  l2: 0,
  split: { dev: 0.2, test: 0.1 },
  standardize: true,
  gradients: 'scalars',
} as unknown as Recipe;
const documents = (file: string) => {
  const db = new Database(file, { readonly: true });
  const rows = db.prepare<[], { hash: string; json: string }>('SELECT hash, json FROM recipe').all();
  db.close();
  return rows;
};

test('a run of an older version is handed out with a whole recipe, and its document stays as it was', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  const { id } = createSampleRun(store, { recipe: old });
  const json = JSON.stringify(old);
  const written = [{ hash: createHash('sha256').update(json).digest('hex'), json }];
  expect(documents(file)).toEqual(written);
  expect(store.findRun(id).recipe).toEqual(defaultRecipe);
  expect(store.listRuns().map(({ recipe }) => recipe)).toEqual([defaultRecipe]);
  store.updateRun(id, { status: 'finished', name: 'renamed' });
  expect(store.findRun(id).recipe).toEqual(defaultRecipe);
  expect(documents(file)).toEqual(written);
});

test('an experiment that an older version left on the bench is opened whole', () => {
  const store = openTestStore();
  store.writeDraft({ data: 'moons', design: makeRun().design, recipe: old });
  expect(store.readDraft()?.recipe).toEqual(defaultRecipe);
});
