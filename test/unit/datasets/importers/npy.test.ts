import { describe, expect, it } from 'vitest';
import { npyImporter } from '#main/datasets/importers/npy.ts';
import { fixtureBytes, importedFile, plainTable, readFixture, refusalOf } from './imported.ts';
import { expectTableOrProblem } from './mutations.ts';

const table = () => Buffer.from(fixtureBytes('table.npy'));
/** The array of shape (4, 3) with another text, of the same length, in its header. */
const withHeader = (from: string, to: string) => {
  const bytes = table();
  const text = bytes.toString('latin1', 0, 128);
  bytes.write(text.replace(from.padEnd(to.length), to.padEnd(from.length)), 0, 'latin1');
  return bytes;
};

describe('an array of NumPy', () => {
  it('of two axes becomes a column for each place of its second', async () => {
    expect(plainTable(await readFixture(npyImporter, 'table.npy'))).toEqual({
      'table[0]': [0, 0.75, 1.5, 2.25],
      'table[1]': [0.25, 1, 1.75, 2.5],
      'table[2]': [0.5, 1.25, 2, 2.75],
    });
  });

  it('of texts becomes a column of categories, with nothing where the text is empty', async () => {
    expect(plainTable(await readFixture(npyImporter, 'words.npy'))).toEqual({
      words: ['세모', 'circle', null, 'circle'],
    });
    expect(plainTable(await readFixture(npyImporter, 'bytes.npy'))).toEqual({ bytes: ['cat', 'dog', 'cat'] });
  });

  it('of half precision keeps NaN as missing', async () => {
    expect(plainTable(await readFixture(npyImporter, 'half.npy'))).toEqual({
      half: [1.5, NaN, -2, 2 ** -24],
    });
  });

  it('of 10,000 columns stays one block', async () => {
    const { rows, columns } = await readFixture(npyImporter, 'columns-10000.npy');
    expect(rows).toBe(3);
    expect(columns).toMatchObject([{ kind: 'block', shape: [10_000] }]);
    expect(columns[0]?.kind === 'block' && columns[0].values.slice(0, 3)).toEqual(Uint8Array.of(0, 1, 2));
  });

  it('is recognised by its first bytes', () => {
    expect(npyImporter.recognises(table())).toBe(true);
    expect(npyImporter.recognises(Buffer.from('1,2,3'))).toBe(false);
  });

  it('is left where it is when the person cancels', async () => {
    const control = new AbortController();
    const progress = () => control.abort();
    const file = importedFile('table.npy', table(), { progress, signal: control.signal });
    await expect(npyImporter.read(file)).rejects.toThrow(/abort/i);
  });
});

describe('what is no array of examples is refused with its place', () => {
  const infinite = table();
  infinite.writeFloatBE(Infinity, 128 + 4 * 7);
  it.each([
    ['an empty file', Buffer.alloc(0), 'a.npy, byte 0: it is not an array'],
    ['other first bytes', Buffer.from('a,b\n'.repeat(9)), 'a.npy, byte 0: it is not an array'],
    ['a cut file', table().subarray(0, 150), '22 bytes of values; shape (4, 3) of this type needs 48'],
    [
      'a lying dimension',
      withHeader('(4, 3), }', '(4294967295, 3), }'),
      'shape (4294967295, 3) of this type',
    ],
    ['a size of nothing', withHeader('(4, 3), }', '(0, 3), }'), '48 bytes of values; shape (0, 3)'],
    ['complex numbers', withHeader("'>f4'", "'>c8'"), "the type '>c8'; float32, float64"],
    [
      'infinity',
      infinite,
      'a.npy, "a", row 3 (counted from 1): Infinity is not accepted; finite numbers are',
    ],
  ])('%s', async (_, bytes, expected) =>
    expect(await refusalOf(npyImporter, 'a.npy', bytes)).toContain(expected),
  );
});

it('a mutated array is read or refused', async () => {
  const files = ['table.npy', 'words.npy', 'bytes.npy', 'half.npy'].map((name) => ({
    name,
    bytes: fixtureBytes(name),
  }));
  await expectTableOrProblem(npyImporter, files);
});
