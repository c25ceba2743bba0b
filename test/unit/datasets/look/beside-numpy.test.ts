import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundledDatasets, readBundled } from '#main/datasets/bundled.ts';
import { describeColumns } from '#main/datasets/look/quality.ts';
import { principalComponents } from '#shared/core/inspect/principal-components.ts';

interface Components {
  shares: number[];
  directions: number[][];
}
interface Look {
  columns: { name: string; mean: number; deviation: number; quartiles: number[]; distinct: number }[];
  plain: Components;
  scaled: Components;
}

/** Made by test/fixtures/datasets/make_looks.py. */
const looks = JSON.parse(readFileSync('test/fixtures/datasets/looks.json', 'utf8')) as Record<string, Look>;
const near = (values: readonly number[], digits: number) =>
  values.map((value) => expect.closeTo(value, digits) as number);

describe.each(bundledDatasets)('$name beside NumPy', (bundled) => {
  const expected = looks[bundled.name];

  it('has the same means, deviations and quartiles', async () => {
    const facts = describeColumns(await readBundled(bundled, 'resources'));
    expect(facts).toHaveLength(expected?.columns.length ?? 0);
    facts.forEach((column, at) => {
      const numpy = expected?.columns[at];
      expect(column).toMatchObject({
        ...{ name: numpy?.name, distinct: numpy?.distinct },
        ...{ mean: expect.closeTo(numpy?.mean ?? 0, 10) as number },
        ...{ deviation: expect.closeTo(numpy?.deviation ?? 0, 10) as number },
      });
      const { least, lowerQuartile, median, upperQuartile, most } = column;
      expect([least, lowerQuartile, median, upperQuartile, most]).toEqual(near(numpy?.quartiles ?? [], 10));
    });
  });

  it.each([
    ['plain', false],
    ['scaled', true],
  ] as const)('has the same first components, %s', async (name, scaled) => {
    const { X, task } = await readBundled(bundled, 'resources');
    const found = principalComponents(X, task.inputs, { count: 2, scaled });
    expect([...found.shares]).toEqual(near(expected?.[name].shares ?? [], 10));
    expect([...found.directions]).toEqual(near(expected?.[name].directions.flat() ?? [], 5));
  });
});
