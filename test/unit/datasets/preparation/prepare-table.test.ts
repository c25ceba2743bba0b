import { describe, expect, it } from 'vitest';
import type { Preparation } from '#shared/contract/preparation.ts';
import { prepareTable } from '#main/datasets/preparation/prepare-table.ts';
import { prepareData } from '#main/datasets/prepare.ts';
import { splitExamples } from '#main/datasets/split.ts';
import { readText } from '../importers/read-text.ts';

const lines = (rows: string[]) => `${rows.join('\n')}\n`;
const recipe = { split: { dev: 0.2, test: 0.2 }, seed: 3, standardize: true };
/** 60 rows of 12 patients: age with gaps, a colour, a kind. */
const patients = lines([
  'patient,age,colour,kind',
  ...Array.from({ length: 60 }, (_, row) => {
    const age = row % 7 === 0 ? '' : row % 5 === 0 ? 10 : row;
    return `p${row % 12},${age},${['red', 'blue', ''][row % 3]},${row % 4 === 0 ? 'ill' : 'well'}`;
  }),
]);

async function prepare(preparation: Preparation, text = patients) {
  return prepareTable({ table: await readText(text), file: 't.csv' }, preparation);
}

describe('a preparation', () => {
  it('of no choices gives the dataset and says what the choices were', async () => {
    const { dataset, preparation } = await prepare({ out: ['patient'] });
    expect(dataset).toMatchObject({ target: 'kind', features: ['age', 'colour=blue', 'colour=red'] });
    expect('treatment' in dataset).toBe(false);
    expect(preparation).toEqual({
      out: ['patient'],
      target: 'kind',
      task: 'binary',
      classes: ['ill', 'well'],
      categories: { colour: ['blue', 'red'] },
    });
  });

  it('replayed on the same table gives the same hash, and on other rows the same inputs and classes', async () => {
    const first = await prepare({ out: ['patient'], missing: { all: { policy: 'median' } } });
    const again = await prepare(first.preparation);
    expect(again.dataset.hash).toBe(first.dataset.hash);
    const rows = ['patient,age,colour,kind', 'p1,5,red,well', 'p2,,red,well'];
    const { dataset } = await prepare(first.preparation, lines(rows));
    expect(dataset.features).toEqual(first.dataset.features);
    expect([dataset.classes, [...dataset.X], [...dataset.Y]]).toEqual([
      ['ill', 'well'],
      [5, 0, 1, NaN, 0, 1],
      [1, 1],
    ]);
    await expect(prepare(first.preparation, lines([...rows, 'p3,1,green,well']))).rejects.toMatchObject({
      code: 'data.newCategory',
      params: { column: 'colour', value: 'green' },
    });
  });

  it('fills a gap with a constant, or leaves its row out', async () => {
    const constant = await prepare({
      out: ['patient', 'colour'],
      missing: { columns: { age: { policy: 'constant', value: -1 } } },
    });
    expect([constant.dataset.X[0], constant.dataset.missing]).toEqual([-1, []]);
    const dropped = await prepare({ out: ['patient', 'colour'], missing: { all: { policy: 'dropRow' } } });
    expect(dropped.dataset.examples).toBe(60 - 9);
    expect(dropped.dataset.X.some(Number.isNaN)).toBe(false);
  });

  it('leaves rows without a target out where that is said of the target', async () => {
    const text = lines(['a,y', '1,2.5', '2,', '3,4.5']);
    await expect(prepare({ missing: { all: { policy: 'dropRow' } } }, text)).rejects.toMatchObject({
      code: 'csv.missingTarget',
      params: { line: 3 },
    });
    const { dataset } = await prepare({ missing: { columns: { y: { policy: 'dropRow' } } } }, text);
    expect([...dataset.Y]).toEqual([2.5, 4.5]);
  });

  it('takes a subsample by its seed, in the order of the table', async () => {
    const of = async (seed: number) =>
      (await prepare({ subsample: { n: 20, seed }, target: 'age' }, numbered)).dataset;
    const numbered = lines(['row,age', ...Array.from({ length: 200 }, (_, row) => `${row},${row / 4}`)]);
    const [one, same, other] = [await of(1), await of(1), await of(2)];
    expect([one.examples, one.hash]).toEqual([20, same.hash]);
    expect(other.hash).not.toBe(one.hash);
    expect([...one.X]).toEqual([...one.X].sort((a, b) => a - b));
  });

  it('that says of no column that it is an input, or names none that is there, is refused', async () => {
    await expect(prepare({ out: ['patient', 'age', 'colour'] })).rejects.toMatchObject({
      code: 'data.noInputs',
    });
    await expect(prepare({ out: ['height'] })).rejects.toMatchObject({ code: 'data.noTarget' });
    await expect(prepare({ split: { kind: 'group', column: 'height' } })).rejects.toMatchObject({
      code: 'data.noTarget',
    });
  });

  it('takes a column that cannot be read only where it is left out', async () => {
    const text = lines(['a,b,y', '1,1,0', 'x,2,1', '3,3,0', '4,4,1']);
    await expect(prepare({}, text)).rejects.toMatchObject({ code: 'csv.textInNumber', params: { line: 3 } });
    expect((await prepare({ out: ['a'] }, text)).dataset.features).toEqual(['b']);
  });
});

describe('what a preparation does when the data is divided', () => {
  it('is measured on the training part alone: median and most frequent value', async () => {
    for (const [policy, expected] of [
      ['median', median],
      ['mostFrequent', () => 10],
    ] as const) {
      const { dataset } = await prepare({ out: ['patient', 'colour'], missing: { all: { policy } } });
      const { train, dev } = splitExamples(dataset, recipe);
      const known = [...train].map((row) => dataset.X[row] ?? NaN).filter((value) => !Number.isNaN(value));
      const prepared = prepareData(dataset, { ...recipe, standardize: false });
      for (const [rows, part] of [
        [train, prepared.train],
        [dev, prepared.dev],
      ] as const) {
        const gap = rows.findIndex((row) => Number.isNaN(dataset.X[row]));
        expect(part.X[gap]).toBe(expected(known));
      }
    }
  });

  it('scales the training part from 0 to 1, and only where the recipe scales', async () => {
    const { dataset } = await prepare({ out: ['patient', 'colour'], scaling: 'minMax' });
    const { train } = prepareData(dataset, recipe);
    expect([Math.min(...train.X), Math.max(...train.X)]).toEqual([0, 1]);
    const plain = prepareData(dataset, { ...recipe, standardize: false });
    expect(Math.max(...plain.train.X)).toBeGreaterThan(50);
    const none = (await prepare({ out: ['patient', 'colour'], scaling: 'none' })).dataset;
    expect(prepareData(none, recipe).train.X).toEqual(plain.train.X);
  });

  it('keeps the rows of one group in one part', async () => {
    const { dataset } = await prepare({ out: ['patient'], split: { kind: 'group', column: 'patient' } });
    for (let seed = 0; seed < 20; seed += 1) {
      const split = splitExamples(dataset, { ...recipe, seed });
      const groups = [split.train, split.dev, split.test].map(
        (rows) => new Set([...rows].map((row) => row % 12)),
      );
      expect(groups.reduce((sum, { size }) => sum + size, 0)).toBe(12);
      expect(groups.every(({ size }) => size > 0)).toBe(true);
      expect([split.train.length, split.dev.length, split.test.length].reduce((a, b) => a + b)).toBe(60);
    }
  });

  it('divides as a column says, and draws from the training part what it does not name', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${row},${row < 30 ? 'Train' : 'test'},${row}.5`);
    const choices: Preparation = { out: ['part'], split: { kind: 'column', column: 'part' } };
    const { dataset } = await prepare(choices, lines(['a,part,y', ...rows]));
    const { train, dev, test } = splitExamples(dataset, recipe);
    expect([...test].sort((a, b) => a - b)).toEqual([30, 31, 32, 33, 34, 35, 36, 37, 38, 39]);
    expect([train.length, dev.length]).toEqual([24, 6]);
    expect([...train, ...dev].every((row) => row < 30)).toBe(true);
    await expect(prepare(choices, lines(['a,part,y', ...rows, '1,extra,2']))).rejects.toMatchObject({
      code: 'data.unknownPart',
      params: { column: 'part', value: 'extra' },
    });
  });

  it('stays divided where a file keeps its parts apart, unless something else is chosen', async () => {
    const table = await readText(
      lines([
        'a,y,part',
        ...Array.from({ length: 8 }, (_, row) => `${row},${row}.5,${row < 5 ? 'train' : 'test'}`),
      ]),
    );
    const { dialect: _dialect, ...foreign } = table;
    const usual = prepareTable({ table: foreign, file: 't.npz' });
    expect(usual.preparation).toMatchObject({
      target: 'y',
      out: ['part'],
      split: { kind: 'column', column: 'part' },
    });
    expect(usual.dataset.features).toEqual(['a']);
    const chosen = prepareTable(
      { table: foreign, file: 't.npz' },
      { split: { kind: 'random' }, target: 'y' },
    );
    expect(chosen.dataset.features).toEqual(['a', 'part=test', 'part=train']);
    expect(prepareTable({ table, file: 't.csv' }).dataset.target).toBe('part');
  });

  it('refuses to divide fewer groups than parts', async () => {
    const text = lines([
      'site,a,y',
      ...Array.from({ length: 20 }, (_, row) => `s${row % 2},${row},${row}.5`),
    ]);
    const { dataset } = await prepare({ out: ['site'], split: { kind: 'group', column: 'site' } }, text);
    expect(() => splitExamples(dataset, recipe)).toThrow(
      't, column "site": 2 different groups cannot be divided; at least 3 are needed, one for each part.',
    );
  });

  it('changes the hash, since something else is trained on', async () => {
    const hashOf = async (preparation: Preparation) => (await prepare(preparation)).dataset.hash;
    const ways: Preparation[] = [
      {},
      { scaling: 'minMax' },
      { missing: { all: { policy: 'median' } } },
      { split: { kind: 'random' } },
      { split: { kind: 'group', column: 'patient' } },
    ];
    const hashes = await Promise.all(ways.map(hashOf));
    expect(new Set(hashes).size).toBe(ways.length);
    expect(await hashOf({ scaling: 'standardize', split: { kind: 'stratified' } })).toBe(hashes[0]);
  });
});

function median(values: number[]): number {
  const rising = Float32Array.from(values).sort();
  const half = rising.length >> 1;
  return rising.length % 2 === 1
    ? (rising[half] ?? NaN)
    : ((rising[half - 1] ?? 0) + (rising[half] ?? 0)) / 2;
}
