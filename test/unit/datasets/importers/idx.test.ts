import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { idxImporter } from '#main/datasets/importers/idx.ts';
import { joinTables, labelFileOf } from '#main/datasets/importers/join-tables.ts';
import { fixtureBytes, importedFile, plain, plainTable, readFixture, refusalOf } from './imported.ts';
import { expectTableOrProblem } from './mutations.ts';

const images = () => Buffer.from(fixtureBytes('train-images-idx3-ubyte'));
const withByte = (at: number, value: number) => {
  const bytes = images();
  bytes[at] = value;
  return bytes;
};
const withSize = (at: number, size: number) => {
  const bytes = images();
  bytes.writeUInt32BE(size, at);
  return bytes;
};

describe('an IDX file', () => {
  it.each(['train-images-idx3-ubyte', 'train-images-idx3-ubyte.gz'])(
    '%s is a block of images',
    async (name) => {
      const table = await readFixture(idxImporter, name);
      expect(table).toMatchObject({ name: 'train-images-idx3-ubyte', rows: 3 });
      const values = Array.from({ length: 3 * 784 }, (_, k) => (7 * k) % 256);
      expect(plainTable(table)).toEqual({ image: { shape: [28, 28], values } });
    },
  );

  it('of one dimension is a column of labels', async () => {
    expect(plainTable(await readFixture(idxImporter, 'train-labels-idx1-ubyte.gz'))).toEqual({
      label: [5, 0, 4],
    });
  });

  it.each([
    ['doubles.idx', { label: [0.1, -2.5] }],
    ['shorts.idx', { label: [-300, 300] }],
    ['longs.idx', { label: [-70000, 70000] }],
    ['signed.idx', { label: [-3, 3] }],
    ['floats.idx', { 'x[0]': [0.5, 3], 'x[1]': [-1, 4], 'x[2]': [2, NaN] }],
  ])('%s gives its numbers', async (name, expected) => {
    expect(plainTable(await readFixture(idxImporter, name))).toEqual(expected);
  });

  it('tells how far it is, up to the whole', async () => {
    const shares: number[] = [];
    const progress = (share: number) => void shares.push(share);
    await idxImporter.read(importedFile('a.gz', fixtureBytes('train-images-idx3-ubyte.gz'), { progress }));
    expect(shares.at(-1)).toBe(1);
  });

  it('is left where it is when the person cancels while it is unpacked', async () => {
    const control = new AbortController();
    control.abort();
    const bytes = fixtureBytes('train-images-idx3-ubyte.gz');
    const file = importedFile('a.gz', bytes, { signal: control.signal });
    await expect(idxImporter.read(file)).rejects.toThrow(/abort/i);
  });
});

describe('images and labels', () => {
  it('find each other by their names', () => {
    expect(labelFileOf('data/train-images-idx3-ubyte.gz')).toBe('data/train-labels-idx1-ubyte.gz');
    expect(labelFileOf('t10k-images.idx3-ubyte')).toBe('t10k-labels.idx1-ubyte');
    expect(labelFileOf('train-labels-idx1-ubyte')).toBeUndefined();
  });

  it('become one table', async () => {
    const first = await readFixture(idxImporter, 'train-images-idx3-ubyte');
    const second = await readFixture(idxImporter, 'train-labels-idx1-ubyte.gz');
    const { rows, columns } = joinTables(first, [second, second]);
    expect(rows).toBe(3);
    expect(columns.map(({ name }) => name)).toEqual(['image', 'label', 'label (2)']);
    expect(plain(columns[1])).toEqual([5, 0, 4]);
  });

  it('of different counts are refused', async () => {
    const first = await readFixture(idxImporter, 'train-images-idx3-ubyte');
    const second = await readFixture(idxImporter, 'shorts.idx');
    expect(() => joinTables(first, [second])).toThrow('shorts, label: 2 examples where the others have 3');
  });
});

describe('what is no sound IDX file is refused with its place', () => {
  const packed = Buffer.from(fixtureBytes('train-images-idx3-ubyte.gz'));
  const damaged = Buffer.from(packed);
  damaged[damaged.length - 6] = 0;
  it.each([
    [
      'an empty file',
      Buffer.alloc(0),
      'a.idx: its first bytes are not those of IDX; a sound file of this format (.idx, .idx.gz) is',
    ],
    ['text', Buffer.from('1,2\n3,4\n'), 'a.idx: its first bytes are not those of IDX'],
    [
      'an unknown type',
      withByte(2, 0x0a),
      'a.idx, byte 2: the type 0x0a cannot be read here; accepted are 0x08 (uint8)',
    ],
    ['no dimension', withByte(3, 0), 'a.idx: there is nothing in it'],
    ['too many dimensions', withByte(3, 255), 'a.idx, byte 3: 255 dimensions; at most 8 are accepted'],
    ['a cut header', images().subarray(0, 9), 'a.idx, byte 4: 5 bytes are there where 12 are needed'],
    ['cut images', images().subarray(0, 999), 'a.idx, byte 0: 999 bytes are there where 2368 are needed'],
    [
      'a size less',
      withSize(4, 2),
      'a.idx, byte 1584: more than the 1584 bytes of its header cannot be right',
    ],
    ['no image', withSize(4, 0), 'a.idx: there is nothing in it'],
    ['a lying size', withSize(4, 2 ** 32 - 1), 'a.idx, byte 4: 3367254359296 bytes; at most 2147483648'],
    ['a packed lying size', gzipSync(withSize(4, 2e6)), 'are there where 1568000016 are needed'],
    ['a packed size less', gzipSync(withSize(4, 2)), 'more than 1584 unpacked bytes cannot be right'],
    [
      'a packed size more',
      gzipSync(withSize(4, 4)),
      'a.idx, byte 0: 2368 bytes are there where 3152 are needed',
    ],
    ['a cut packed file', packed.subarray(0, 100), 'are there where 2368 are needed'],
    ['a packed file whose checksum differs', damaged, 'packed data (incorrect data check) cannot be right'],
    ['packed text', gzipSync('1,2\n3,4\n'), 'a.idx: its first bytes are not those of IDX'],
  ])('%s', async (_, bytes, expected) =>
    expect(await refusalOf(idxImporter, 'a.idx', bytes)).toContain(expected),
  );
});

const files = (names: string[]) => names.map((name) => ({ name, bytes: fixtureBytes(name) }));

it('a mutated file is read or refused', () =>
  expectTableOrProblem(
    idxImporter,
    files(['train-images-idx3-ubyte', 'floats.idx', 'doubles.idx', 'shorts.idx', 'longs.idx', 'signed.idx']),
  ));

it('a mutated packed file is read or refused', () =>
  expectTableOrProblem(idxImporter, files(['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'])));

it('a mutated file that was packed afterwards is read or refused', () =>
  expectTableOrProblem(idxImporter, files(['train-images-idx3-ubyte', 'floats.idx']), (bytes) =>
    gzipSync(bytes),
  ));
