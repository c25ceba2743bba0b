import { describe, expect, it } from 'vitest';
import { hdf5Importer } from '#main/datasets/importers/hdf5.ts';
import { fixtureBytes, plain, plainTable, readFixture, refusalOf } from './imported.ts';
import { expectTableOrProblem } from './mutations.ts';

describe("a file of the course's layout", () => {
  it('is a table of images, classes by their names, and the part of each', async () => {
    const table = await readFixture(hdf5Importer, 'cats.h5');
    expect(table).toMatchObject({ name: 'cats', rows: 7 });
    const [x, y, part] = table.columns;
    expect(table.columns.map(({ name }) => name)).toEqual(['x', 'y', 'part']);
    const values = Array.from({ length: 7 * 192 }, (_, k) => k % 251);
    expect(plain(x)).toEqual({ shape: [8, 8, 3], values });
    expect(plain(y)).toEqual(['non-cat', 'non-cat', 'cat', 'non-cat', 'cat', 'cat', 'non-cat']);
    expect(plain(part)).toEqual(['train', 'train', 'train', 'train', 'train', 'test', 'test']);
  });
});

describe('any other file', () => {
  const quarters = Array.from({ length: 35 }, (_, k) => k / 4);
  const column = (k: number, of = quarters) => of.filter((_, at) => at % 5 === k);

  it('gives the data sets that have a row for each example, whole, chunked and packed', async () => {
    const columns = plainTable(await readFixture(hdf5Importer, 'chunked.h5'));
    for (const k of [0, 1, 2, 3, 4]) {
      expect(columns[`plain[${k}]`]).toEqual(column(k));
      expect(columns[`gzip[${k}]`]).toEqual(column(k));
      expect(columns[`more/inside/all[${k}]`]).toEqual(column(k, quarters.map(Math.trunc)));
    }
    expect(columns['more/inside/half']).toEqual(column(0));
    expect(columns['more/inside/flag']).toEqual([0, 0, 0, 1, 1, 1, 1]);
    expect(columns['kind']).toEqual(['one', '둘', 'one', 'two', null, '둘', 'one']);
    expect(columns['big']).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(Object.keys(columns)).toHaveLength(19);
  });

  it('is read in the newer layout of headers, NaN as missing', async () => {
    expect(plainTable(await readFixture(hdf5Importer, 'latest.h5'))).toEqual({
      'x[0]': [1.5, 3],
      'x[1]': [2, NaN],
      y: [1, 0],
    });
  });

  it('that links in circles is read once', async () => {
    expect(plainTable(await readFixture(hdf5Importer, 'circle.h5'))).toEqual({ 'a/x': [1, 2] });
  });
});

const changed = (name: string, change: (bytes: Buffer) => void) => {
  const bytes = Buffer.from(fixtureBytes(name));
  change(bytes);
  return bytes;
};
/** The file with another first size of the first data set of this shape. */
const resized = (name: string, shape: bigint[], size: bigint) =>
  changed(name, (bytes) => {
    const at = bytes.indexOf(Buffer.from(BigUint64Array.from(shape).buffer));
    expect(at).toBeGreaterThan(0);
    bytes.writeBigUInt64LE(size, at);
  });

describe('what is no sound HDF5 file is refused with its place', () => {
  it.each([
    [
      'an empty file',
      Buffer.alloc(0),
      'a.h5: its first bytes are not those of HDF5; a sound file of this format (.h5',
    ],
    ['text', Buffer.from('x,y\n'.repeat(90)), 'a.h5: its first bytes are not those of HDF5'],
    [
      'its magic alone',
      fixtureBytes('cats.h5').subarray(0, 40),
      'a.h5, byte 0: 40 bytes are there where 96 are',
    ],
    [
      'half a file',
      fixtureBytes('cats.h5').subarray(0, 2000),
      'a.h5, byte 0: 2000 bytes are there where 4640 are',
    ],
    [
      'a newer superblock',
      changed('cats.h5', (bytes) => (bytes[8] = 9)),
      'a.h5, byte 8: version 9 of the superblock cannot',
    ],
    [
      'short addresses',
      changed('cats.h5', (bytes) => (bytes[13] = 4)),
      'a.h5, byte 13: 4-byte numbers cannot be read here; accepted',
    ],
    [
      'no data set of examples',
      fixtureBytes('nothing.h5'),
      'a.h5: there is nothing in it with a value for each',
    ],
    [
      'another filter',
      fixtureBytes('lzf.h5'),
      'a.h5, "/x": the filter 32000 cannot be read here; accepted are gzip (1)',
    ],
    [
      'records',
      fixtureBytes('compound.h5'),
      'a.h5, "/x": Compound type not yet implemented cannot be read here; accepted',
    ],
    [
      'a lying size',
      resized('latest.h5', [2n, 2n], 2n ** 32n - 1n),
      'a.h5, byte 0: 68719476720 bytes; at most 2147483648 are accepted.',
    ],
    [
      'a size beyond all files',
      resized('latest.h5', [2n, 2n], 2n ** 40n),
      'a.h5, "/x": 1099511627776 rows; at most 4294967295 are accepted.',
    ],
    [
      'one row more than there is',
      resized('latest.h5', [2n, 2n], 3n),
      'a.h5, "/x": 32 bytes are there where 48 are needed',
    ],
    [
      'images without labels of their own',
      resized('cats.h5', [5n, 8n, 8n, 3n], 6n),
      'a.h5, "train_set_y": 5 examples where the others have 6',
    ],
  ])('%s', async (_, bytes, expected) =>
    expect(await refusalOf(hdf5Importer, 'a.h5', bytes)).toContain(expected),
  );
});

it('a mutated file is read or refused', () =>
  expectTableOrProblem(
    hdf5Importer,
    ['cats.h5', 'chunked.h5', 'latest.h5', 'circle.h5'].map((name) => ({ name, bytes: fixtureBytes(name) })),
  ));
