import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { inspectStore } from '#main/store/care/inspect-store.ts';
import { migrations } from '#main/store/migrations/list.ts';
import { readFacts, type StoreFacts } from '../../fixtures/store/read-facts.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

const folder = path.join(import.meta.dirname, '..', '..', 'fixtures', 'store');
const schemas = migrations.map(({ schema }) => schema);
const newest = schemas.at(-1) ?? 0;
/** Schemas that stood only between two commits, in which no store was ever left. */
const neverLeft = [50, 60];
const fixtures = schemas.filter((schema) => existsSync(path.join(folder, `schema-${schema}.sqlite`)));

test('every schema that a newer one has replaced has a store of its time, and no other file lies there', () => {
  const replaced = schemas.slice(0, -1).filter((schema) => !neverLeft.includes(schema));
  expect(fixtures).toEqual(expect.arrayContaining(replaced));
  const stores = readdirSync(folder).filter((name) => name.endsWith('.sqlite'));
  expect(stores.sort()).toEqual(fixtures.map((schema) => `schema-${schema}.sqlite`).sort());
});

describe.each(fixtures)('a store of schema %i', (schema) => {
  const { runs, datasets, draft } = JSON.parse(
    readFileSync(path.join(folder, `schema-${schema}.json`), 'utf8'),
  ) as StoreFacts;

  function copyFixture(): string {
    const file = makeStorePath();
    copyFileSync(path.join(folder, `schema-${schema}.sqlite`), file);
    return file;
  }

  test('reads back every run, series, checkpoint, hash, dataset and the draft as its own time read them', () => {
    const read = readFacts(openTestStore(copyFixture()));
    expect(runs).toHaveLength(4);
    expect(read).toMatchObject({ runs, datasets, draft });
  });

  test('is brought to the newest schema, and not one place in it is damaged', () => {
    const file = copyFixture();
    const store = openTestStore(file);
    expect(store.inspect()).toMatchObject({ schema: newest, runs: 4, check: 'ok' });
    const { checked, damaged } = inspectStore(file);
    expect(damaged).toEqual([]);
    expect(checked.runs).toBe(4);
    expect(checked.chunks).toBeGreaterThan(10);
    expect(checked.rows).toBeGreaterThan(20);
  });

  test.runIf(schema !== newest)('leaves a backup of what it was', () => {
    const file = copyFixture();
    openTestStore(file);
    const backup = new Database(`${file}.schema-${schema}.backup`, { readonly: true });
    onTestFinished(() => {
      backup.close();
    });
    expect(backup.pragma('user_version', { simple: true })).toBe(schema);
    expect(backup.prepare('SELECT name FROM run ORDER BY name').pluck().all()).toEqual(
      runs.map(({ run }) => run.name).sort(),
    );
  });

  test('lets the run that was being trained be interrupted, and its rows stay', () => {
    const aYearLater = Date.UTC(2027, 11, 1);
    const store = openTestStore(copyFixture(), () => aYearLater);
    const killed = store.findRun('killed');
    const keys = store.seriesKeys(killed.id);
    const before = keys.map((key) => store.readSeries(killed.id, key));
    expect(store.interruptOrphans()).toEqual([killed.id]);
    store.sealSeries(killed.id);
    expect(keys.map((key) => store.readSeries(killed.id, key))).toEqual(before);
    expect(store.findRun('killed').status).toBe('interrupted');
  });
});
