import { describe, expect, it } from 'vitest';
import { importCsv } from '#main/datasets/csv/import-csv.ts';
import { DatasetCache } from '#main/datasets/dataset-cache.ts';

// Two examples of one input: X and Y have 8 bytes each.
const dataset = importCsv('x,y\n1,a\n2,b\n', 'two.csv');

describe('the cache of datasets', () => {
  it('lets go of the dataset that was used longest ago when the bytes do not suffice', () => {
    const cache = new DatasetCache(32);
    cache.put('a', dataset);
    cache.put('b', dataset);
    cache.get('a');
    cache.put('c', dataset);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([dataset, undefined, dataset]);
  });

  it('counts a dataset that is put again once', () => {
    const cache = new DatasetCache(32);
    for (const source of ['a', 'b', 'b', 'b']) cache.put(source, dataset);
    expect(cache.get('a')).toBe(dataset);
  });

  it('keeps nothing that is larger than itself', () => {
    const cache = new DatasetCache(8);
    cache.put('a', dataset);
    expect(cache.get('a')).toBeUndefined();
  });
});
