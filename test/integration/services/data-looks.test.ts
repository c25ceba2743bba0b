import { describe, expect, test } from 'vitest';
import { threads } from '#main/hosts/places.ts';
import { linkClient } from './contract-link.ts';
import { openTestApp } from './test-app.ts';

const component = (index: 1 | 2) => ({ kind: 'component', component: index }) as const;
const division = { split: { dev: 0.2, test: 0.1 }, seed: 1 };

describe('looking at data through the contract', () => {
  test('columns, distributions, scatter and quality of a table with empty fields', async () => {
    const app = await openTestApp();
    const { dataLooks } = linkClient(app.router);
    const text = 'a,b,y\n1,2,p\n,4,q\n5,6,p\n7,8,q\n5,6,p\n9,1,q\n';
    const { source } = await app.services.datasets.importCsv({ fileName: 'a.csv', text });
    expect(await dataLooks.columns({ source })).toMatchObject([
      { name: 'a', count: 5, missing: 1, least: 1, most: 9 },
      { name: 'b', count: 6, missing: 0, distinct: 5 },
    ]);
    expect((await dataLooks.distribution({ source, column: 0 })).counts).toHaveLength(2);
    const quality = await dataLooks.quality({ source, division });
    expect(quality).toMatchObject({ missing: 1, duplicates: 1, classCounts: [3, 3] });
    expect(quality.parts.map(({ examples }) => examples)).toEqual([4, 1, 1]);
    const axes = { x: component(1), y: component(2) };
    expect((await dataLooks.scatter({ source, ...axes, scaled: true, maxPoints: 50 })).x).toHaveLength(6);
    const window = { from: 1, count: 1, firstColumn: 0, columns: 2 };
    expect(await dataLooks.table({ source, ...window })).toEqual({ rows: [[null, 4]], targets: [[1]] });
    expect(await dataLooks.images({ source, from: 0, count: 4 })).toBeNull();
  });

  test('the digits as images of one class', async () => {
    const { dataLooks } = linkClient((await openTestApp()).router);
    const page = await dataLooks.images({ source: 'digits', from: 0, count: 4, group: 3 });
    expect(page).toMatchObject({ shape: [8, 8, 1], range: [0, 16] });
    expect(page?.images.map(({ target }) => target)).toEqual([3, 3, 3, 3]);
  });

  test('every generator with its options, which its source text takes', async () => {
    const app = await openTestApp();
    const list = await linkClient(app.router).dataLooks.generators();
    for (const { name, options } of list) {
      const text = options.map((option) => `${option.name}=${option.min}`).join(',');
      const { summary } = await app.services.datasets.preview(`${name}:${text}`, 1);
      expect(summary.examples).toBe(10);
    }
  });

  test('drawn points are kept as an imported dataset', async () => {
    const app = await openTestApp();
    const points = [0, 1, 1, 0].map((group, at) => ({ x: at / 4, y: -at, group }));
    const kept = await linkClient(app.router).dataLooks.keepPoints({ name: ' mine ', points });
    expect(kept).toMatchObject({ name: 'mine', origin: 'imported', examples: 4 });
    expect((await app.services.datasets.list()).at(-1)).toEqual(kept);
    const [point] = points;
    const single = linkClient(app.router).dataLooks.keepPoints({
      name: 'mine',
      points: point ? [point] : [],
    });
    await expect(single).rejects.toThrow('at least 2');
  });
});

describe('a large dataset', () => {
  test('is looked at in a thread, with the same answer, once', async () => {
    let started = 0;
    const app = await openTestApp({
      spawnLook: (job) => {
        started += 1;
        return threads.spawnLook(job);
      },
    });
    const large = 'moons:n=100000';
    const [facts, again] = await Promise.all([
      app.services.dataLooks.columns(large),
      app.services.dataLooks.columns(large),
    ]);
    expect(facts).toEqual(again);
    expect(facts).toMatchObject([{ count: 100_000 }, { count: 100_000 }]);
    const { parts } = await app.services.dataLooks.quality(large, division);
    expect(parts.map(({ examples }) => examples)).toEqual([70_000, 20_000, 10_000]);
    expect(started).toBe(2);
    await app.services.dataLooks.columns('digits');
    expect(started).toBe(2);
    const axes = { x: component(1), y: component(2), scaled: true, maxPoints: 10 };
    await app.services.dataLooks.scatter('digits', axes);
    expect(started).toBe(3);
  });
});
