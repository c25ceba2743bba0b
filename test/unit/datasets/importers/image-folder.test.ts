import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readImageFolder } from '#main/datasets/importers/foreign.ts';
import type { Importer } from '#main/datasets/table/importer.ts';
import { isProblem } from '#shared/problem.ts';
import { fixtureBytes, plain } from './imported.ts';
import { expectTableOrProblem } from './mutations.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'layerbench-images-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Puts a file below the folder; by default one of the fixtures. */
function put(name: string, bytes: Uint8Array = fixtureBytes(`images/${path.basename(name)}`)): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

async function refusal(): Promise<string> {
  try {
    await readImageFolder(folder);
  } catch (error) {
    if (isProblem(error)) return error.message.replace(folder, 'FOLDER');
    throw error;
  }
  throw new Error('Nothing was refused.');
}

/** The image of the only file, at its own size. */
async function pixelsOf(name: string, colour: 'grey' | 'colour'): Promise<number[]> {
  put(`a/${name}`);
  const { columns } = await readImageFolder(folder, { height: 16, width: 20, colour });
  return columns[0]?.kind === 'block' ? Array.from(columns[0].values) : [];
}

const grey = Array.from({ length: 320 }, (_, k) => 10 * Math.floor(k / 20) + (k % 20));
const inColour = grey.flatMap((value) => [value, 255 - value, 0]);
const onWhite = (values: number[], perPixel: number) =>
  values.map((value, k) => (Math.floor(k / perPixel) % 20 < 10 ? value : 255));

describe('a folder of images', () => {
  it('is a block of pixels with the class of each, in the order of their names', async () => {
    for (const name of ['b/grey.png', 'a/palette.png', 'b/deep.png']) put(name);
    put('notes.txt', Buffer.from('not an image'));
    put('.hidden/grey.png', Buffer.from('not an image'));
    const table = await readImageFolder(folder);
    expect(table).toMatchObject({ name: path.basename(folder), rows: 3 });
    expect(table.columns.map(({ name }) => name)).toEqual(['image', 'class']);
    expect(plain(table.columns[1])).toEqual(['a', 'b', 'b']);
    expect(table.columns[0]).toMatchObject({ kind: 'block', shape: [16, 20, 3] });
  });

  it('is grey where no image has colour, unless it is asked for', async () => {
    put('grey.png');
    put('grey.jpg');
    expect((await readImageFolder(folder)).columns).toMatchObject([{ shape: [16, 20] }]);
    expect((await readImageFolder(folder, { colour: 'colour' })).columns).toMatchObject([
      { shape: [16, 20, 3] },
    ]);
  });

  it('has parts where its folders are called so', async () => {
    for (const name of ['train/a/grey.png', 'train/b/grey.png', 'test/b/grey.png']) put(name);
    const { columns } = await readImageFolder(folder, { height: 1, width: 1 });
    expect(columns.slice(1).map(({ name }) => name)).toEqual(['class', 'part']);
    expect(columns.slice(1).map(plain)).toEqual([
      ['b', 'a', 'b'],
      ['test', 'train', 'train'],
    ]);
  });

  it('is brought to the mean of the areas that the new pixels cover', async () => {
    put('grey.png');
    const { columns } = await readImageFolder(folder, { height: 2, width: 1 });
    expect(plain(columns[0])).toEqual({
      shape: [2, 1],
      values: [Math.round(35 + 9.5), Math.round(115 + 9.5)],
    });
  });

  it('does not follow links', async () => {
    put('a/grey.png');
    symlinkSync(path.join(folder, 'a'), path.join(folder, 'b'));
    symlinkSync(path.join(folder, 'a/grey.png'), path.join(folder, 'a/other.png'));
    expect((await readImageFolder(folder)).rows).toBe(1);
  });

  it('is left where it is when the person cancels', async () => {
    put('grey.png');
    const control = new AbortController();
    const progress = () => control.abort();
    await expect(readImageFolder(folder, { progress, signal: control.signal })).rejects.toThrow(/abort/i);
  });
});

describe('an image', () => {
  it.each([
    ['grey.png', 'grey', grey],
    ['deep.png', 'grey', grey],
    ['palette.png', 'grey', grey],
    ['bits.png', 'grey', grey.map((value) => (value > 100 ? 255 : 0))],
    ['grey-transparent.png', 'grey', onWhite(grey, 1)],
    ['colour.png', 'colour', inColour],
    ['transparent.png', 'colour', onWhite(inColour, 3)],
  ] as const)('%s gives its pixels', async (name, colour, expected) => {
    expect(await pixelsOf(name, colour)).toEqual(expected);
  });

  it.each([
    ['grey.jpg', 'grey', grey],
    ['colour.jpg', 'colour', inColour],
    ['progressive.jpg', 'colour', inColour],
  ] as const)('%s gives its pixels nearly', async (name, colour, expected) => {
    const found = await pixelsOf(name, colour);
    expect(found).toHaveLength(expected.length);
    const most = Math.max(...found.map((value, k) => Math.abs(value - (expected[k] ?? 0))));
    expect(most).toBeLessThan(12);
  });
});

/** A PNG that says these sizes, of pixels that are all 0. */
function png(width: number, height: number, rows: number): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(rows * (width + 1)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a folder that cannot be read whole is refused with the names', () => {
  it('for an image beyond all sizes, from its header', async () => {
    put('a/large.png', png(8000, 8000, 1));
    expect(await refusal()).toBe('FOLDER, "a/large.png": 64000000 pixels; at most 50000000 are accepted.');
  });

  it('for a size that its file cannot hold', async () => {
    put('a/lying.png', png(7000, 7000, 1));
    expect(await refusal()).toContain('FOLDER: 1 image cannot be read, such as "a/lying.png"');
  });

  it('for images that are damaged, cut or none, all of them', async () => {
    put('a/grey.png');
    put('a/cut.png', fixtureBytes('images/grey.png').subarray(0, 60));
    put('a/text.png', Buffer.from('not an image'));
    put('b/cut.jpg', fixtureBytes('images/grey.jpg').subarray(0, 380));
    expect(await refusal()).toContain('FOLDER: 1 image cannot be read, such as "a/text.png"');
    rmSync(path.join(folder, 'a/text.png'));
    expect(await refusal()).toContain(
      'FOLDER: 2 images cannot be read, such as "a/cut.png", "b/cut.jpg"; whole',
    );
  });

  it('for an image of another format', async () => {
    put('a/moving.gif', Buffer.from('GIF89a'));
    expect(await refusal()).toContain(
      'FOLDER, "a/moving.gif": .gif cannot be read here; accepted are .png, .jpg',
    );
  });

  it('for no image, and for no folder', async () => {
    put('a/notes.txt', Buffer.from('nothing'));
    expect(await refusal()).toContain(
      'FOLDER: there is nothing in it with a value for each example; PNG, JPEG',
    );
    await expect(readImageFolder(path.join(folder, 'none'))).rejects.toThrow(/none: there is no such file/);
  });
});

it('a mutated image is read or refused', async () => {
  const importer: Importer = {
    format: 'images',
    endings: [],
    recognises: () => true,
    read: ({ name, source }) => {
      rmSync(path.join(folder, 'a'), { recursive: true, force: true });
      put(`a/${name}`, source.read(0, source.size));
      return readImageFolder(folder);
    },
  };
  const names = [
    'colour.png',
    'palette.png',
    'deep.png',
    'bits.png',
    'grey.jpg',
    'colour.jpg',
    'progressive.jpg',
  ];
  const files = names.map((name) => ({ name, bytes: fixtureBytes(`images/${name}`) }));
  await expectTableOrProblem(importer, files);
});
