import { describe, expect, it } from 'vitest';
import { parquetImporter } from '#main/datasets/importers/parquet/parquet.ts';
import { fixtureBytes, plainTable, readFixture, refusalOf } from './imported.ts';
import { expectTableOrProblem } from './mutations.ts';

const codecs = ['none', 'snappy', 'gzip', 'brotli', 'zstd', 'lz4'];
const expected = {
  whole: [1, 2, NaN, 4, 5, 6, 7],
  small: [1, -2, 3, -4, 5, -6, 7],
  unsigned: [1, 2, 3, 4, 5, 6, 4_000_000_000],
  real: [0.5, NaN, NaN, -1, 2.5, 3.5, 4.5],
  half: [0.5, 1, 1.5, 2, NaN, 3, 3.5],
  flag: [1, 0, NaN, 1, 1, 0, 0],
  kind: ['a', '나', null, 'a', null, 'b', 'b'],
  price: [0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06],
  day: [0, 1, 2, 3, 4, 5, 6],
  time: [1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5],
  nothing: [NaN, NaN, NaN, NaN, NaN, NaN, NaN],
};

describe('a Parquet file', () => {
  it.each(codecs)('packed by %s gives numbers, days and texts, nulls as missing', async (codec) => {
    const table = await readFixture(parquetImporter, `${codec}.parquet`);
    expect(table).toMatchObject({ name: codec, rows: 7 });
    expect(plainTable(table)).toEqual(expected);
  });

  it('is read in the encodings of other writers', async () => {
    expect(plainTable(await readFixture(parquetImporter, 'encodings.parquet'))).toEqual(expected);
  });
});

const changed = (change: (bytes: Buffer) => void) => {
  const bytes = Buffer.from(fixtureBytes('none.parquet'));
  change(bytes);
  return bytes;
};
const size = fixtureBytes('none.parquet').length;

describe('what is no sound Parquet file is refused with its place', () => {
  it.each([
    ['an empty file', Buffer.alloc(0), 'a.parquet: its first bytes are not those of Parquet'],
    ['text', Buffer.from('x,y\n1,2\n'), 'a.parquet: its first bytes are not those of Parquet'],
    ['its magic alone', Buffer.from('PAR1'), 'a.parquet, byte 0: 4 bytes are there where 12 are needed'],
    [
      'half a file',
      fixtureBytes('none.parquet').subarray(0, 2000),
      'a.parquet, byte 1996: the end of the file cannot be right',
    ],
    [
      'a footer longer than the file',
      changed((bytes) => bytes.writeUInt32LE(2 ** 32 - 1, size - 8)),
      `a.parquet, byte ${size - 8}: ${size - 12} bytes are there where 4294967295 are needed`,
    ],
    [
      'a nested column',
      fixtureBytes('nested.parquet'),
      'a.parquet, "list": a nested column cannot be read here; accepted are',
    ],
    ['infinity', fixtureBytes('infinite.parquet'), 'a.parquet, "x", row 2 (counted from 1): Infinity is not'],
    [
      'no row',
      fixtureBytes('no-rows.parquet'),
      'a.parquet: there is nothing in it with a value for each example',
    ],
  ])('%s', async (_, bytes, sentence) =>
    expect(await refusalOf(parquetImporter, 'a.parquet', bytes)).toContain(sentence),
  );
});

it('a mutated file is read or refused', () =>
  expectTableOrProblem(
    parquetImporter,
    [...codecs, 'encodings'].map((codec) => ({
      name: `${codec}.parquet`,
      bytes: fixtureBytes(`${codec}.parquet`),
    })),
  ));
