import { describe, expect, it } from 'vitest';
import { foreignImporters } from '#main/datasets/importers/foreign.ts';
import { fixtureBytes } from './imported.ts';

describe('the importers of other formats', () => {
  it('share no ending', () => {
    const endings = foreignImporters.flatMap((importer) => importer.endings);
    expect(new Set(endings).size).toBe(endings.length);
  });

  it.each([
    ['table.npy', 'NPY'],
    ['parts.npz', 'NPZ'],
    ['train-images-idx3-ubyte', 'IDX'],
    ['train-labels-idx1-ubyte.gz', 'IDX'],
    ['cats.h5', 'HDF5'],
    ['latest.h5', 'HDF5'],
    ['snappy.parquet', 'Parquet'],
  ])('know %s by its first bytes, one of them alone', (name, format) => {
    const head = fixtureBytes(name).subarray(0, 64);
    const found = foreignImporters.filter((importer) => importer.recognises(head));
    expect(found.map((importer) => importer.format)).toEqual([format]);
  });

  it('know no text', () => {
    const head = Buffer.from('height,width,kind\n1.5,2,a\n');
    expect(foreignImporters.filter((importer) => importer.recognises(head))).toEqual([]);
  });
});
