import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { npzImporter } from '#main/datasets/importers/npz.ts';
import { writeNpz } from '#main/formats/npz.ts';
import { fixtureBytes, importedFile, plain, plainTable, readFixture, refusalOf } from './imported.ts';
import { expectTableOrProblem } from './mutations.ts';

const archive = (arrays: Record<string, { shape: number[]; values: number[] }>) =>
  writeNpz(
    Object.entries(arrays).map(([name, { shape, values }]) => [
      name,
      { shape, values: Float64Array.from(values) },
    ]),
    'a.npz',
  );

describe('an archive of NumPy', () => {
  it('becomes columns of the arrays that have a value for each example', async () => {
    const { name, rows, columns } = await readFixture(npzImporter, 'pair.npz');
    expect({ name, rows }).toEqual({ name: 'pair', rows: 4 });
    expect(plainTable({ name, rows, columns })).toEqual({
      'X[0]': [0, 0.375, 0.75, 1.125],
      'X[1]': [0.125, 0.5, 0.875, 1.25],
      'X[2]': [0.25, 0.625, 1, 1.375],
      y: [0, 1, 1, 0],
      kind: ['a', 'b', 'b', 'a'],
    });
  });

  it('of training and test arrays becomes one table that says which row is whose', async () => {
    const table = await readFixture(npzImporter, 'parts.npz');
    expect(table.rows).toBe(7);
    expect(table.columns.map(({ kind, name }) => `${name}: ${kind}`)).toEqual([
      'x: block',
      'y: category',
      'part: category',
    ]);
    const [images, labels, part] = table.columns;
    expect(plain(images)).toEqual({
      shape: [16, 12],
      values: Array.from({ length: 1344 }, (_, k) => k % 256),
    });
    expect(plain(labels)).toEqual([
      't-shirt',
      'trouser',
      'pullover',
      't-shirt',
      'trouser',
      'pullover',
      'trouser',
    ]);
    expect(plain(part)).toEqual(['train', 'train', 'train', 'train', 'train', 'test', 'test']);
  });

  it('is turned where its columns are the examples, as in the lecture', async () => {
    const bytes = archive({
      X: { shape: [2, 3], values: [1, 2, 3, 4, 5, 6] },
      Y: { shape: [1, 3], values: [0, 1, 0] },
    });
    expect(plainTable(await npzImporter.read(importedFile('a.npz', bytes)))).toEqual({
      'X[0]': [1, 2, 3],
      'X[1]': [4, 5, 6],
      Y: [0, 1, 0],
    });
  });

  it('numbers columns of one name', async () => {
    const bytes = archive({
      x: { shape: [2, 2], values: [1, 2, 3, 4] },
      'x[0]': { shape: [2], values: [5, 6] },
    });
    const { columns } = await npzImporter.read(importedFile('a.npz', bytes));
    expect(columns.map(({ name }) => name)).toEqual(['x[0]', 'x[1]', 'x[0] (2)']);
  });

  it('leaves out an array that not every part has', async () => {
    const bytes = archive({
      x_train: { shape: [2, 2], values: [1, 2, 3, 4] },
      x_test: { shape: [1, 2], values: [5, 6] },
      y_train: { shape: [2], values: [0, 1] },
    });
    expect(plainTable(await npzImporter.read(importedFile('a.npz', bytes)))).toEqual({
      'x[0]': [1, 3, 5],
      'x[1]': [2, 4, 6],
      part: ['train', 'train', 'test'],
    });
  });
});

describe('an archive without a table is refused with its place', () => {
  it.each([
    ['no array', archive({}), 'a.npz: there is nothing in it with a value for each example; NPZ with'],
    ['only a scalar', archive({ loss: { shape: [], values: [1] } }), 'a.npz: there is nothing in it'],
    ['arrays of no row', archive({ x: { shape: [0, 3], values: [] } }), 'a.npz: there is nothing in it'],
    [
      'parts of other lengths',
      archive({
        x_train: { shape: [2, 1], values: [1, 2] },
        x_test: { shape: [1, 1], values: [3] },
        y_train: { shape: [3], values: [1, 2, 3] },
        y_test: { shape: [1], values: [1] },
      }),
      'a.npz, "y_train": 3 examples where the others have 2',
    ],
    [
      'parts of other shapes',
      archive({ x_train: { shape: [1, 2], values: [1, 2] }, x_test: { shape: [1, 3], values: [1, 2, 3] } }),
      'a.npz, "x_test": the shape (1, 3) cannot be read here; accepted are (m, 2), as "x_train" has.',
    ],
    [
      'NaN in a block',
      archive({ x: { shape: [2, 2, 1, 2], values: [1, 2, 3, 4, 5, NaN, 7, 8] } }),
      'a.npz, "x", row 2 (counted from 1): NaN is not accepted',
    ],
    [
      'a number beyond float32 in a block',
      archive({ x: { shape: [1, 2, 2], values: [1, 2, 3, 1e300] } }),
      'a.npz, "x", row 1 (counted from 1): 1e+300 is not accepted',
    ],
    [
      'more than 10,000 columns',
      archive(
        Object.fromEntries(
          Array.from({ length: 80 }, (_, k) => [
            `x${k}`,
            { shape: [1, 128], values: new Array<number>(128).fill(k) },
          ]),
        ),
      ),
      'a.npz, byte 0: 10240 columns; at most 10000 are accepted.',
    ],
    ['text', Buffer.from('x,y\n1,2\n'.repeat(9)), 'a.npz, the archive: it is not a ZIP archive'],
    ['half a file', fixtureBytes('parts.npz').subarray(0, 900), 'it ends before its directory'],
  ])('%s', async (_, bytes, expected) =>
    expect(await refusalOf(npzImporter, 'a.npz', bytes)).toContain(expected),
  );
});

it('a mutated archive is read or refused', async () => {
  const files = ['pair.npz', 'parts.npz'].map((name) => ({ name, bytes: fixtureBytes(name) }));
  await expectTableOrProblem(npzImporter, files);
});

it('a mutated array is read or refused in an archive whose checksums fit', async () => {
  const files = [{ name: 'pair.npz', bytes: fixtureBytes('pair.npz') }];
  await expectTableOrProblem(npzImporter, files, withChecksums);
});

/** The archive of stored entries with the checksum of each as its bytes now are, where its directory can be followed. */
function withChecksums(bytes: Buffer): Buffer {
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 1)) {
    if (at + 46 > bytes.length) break;
    const start = bytes.readUInt32LE(at + 42);
    if (start + 30 > bytes.length) continue;
    const begin = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    const sum = crc32(bytes.subarray(begin, begin + bytes.readUInt32LE(at + 20)));
    bytes.writeUInt32LE(sum, at + 16);
    bytes.writeUInt32LE(sum, start + 14);
  }
  return bytes;
}
