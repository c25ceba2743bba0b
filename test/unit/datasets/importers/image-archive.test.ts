import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readImageFolder } from '#main/datasets/importers/foreign.ts';
import { imageArchiveImporter } from '#main/datasets/importers/images/read-image-folder.ts';
import { bytesAsSource } from '#main/formats/byte-source.ts';
import { writeZip } from '#main/formats/zip-writer.ts';
import { isProblem } from '#shared/problem.ts';
import { fixtureBytes } from './imported.ts';
import { expectTableOrProblem } from './mutations.ts';

const images = ['grey.png', 'colour.png'].map((name, at) => ({
  name: `${at === 0 ? 'cat' : 'dog'}/${name}`,
  bytes: fixtureBytes(`images/${name}`),
}));

const read = (bytes: Uint8Array) =>
  imageArchiveImporter.read({
    name: 'pets.zip',
    source: bytesAsSource(bytes),
    progress: () => undefined,
    signal: new AbortController().signal,
  });

async function refusal(names: readonly string[]): Promise<string> {
  try {
    await read(writeZip(names.map((name) => ({ name, bytes: images[0]?.bytes ?? new Uint8Array() }))));
  } catch (error) {
    if (isProblem(error)) return error.message;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

it('an archive of a folder is read as that folder is, whatever lies beside the images', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerbench-pets-'));
  try {
    for (const { name, bytes } of images) {
      mkdirSync(path.join(folder, path.dirname(name)));
      writeFileSync(path.join(folder, name), bytes);
    }
    const beside = ['__MACOSX/cat/._grey.png', 'cat/.hidden.png', 'notes.txt'].map((name) => ({
      name,
      bytes: new Uint8Array([1]),
    }));
    const { rows, columns, name } = await read(writeZip([...images, ...beside]));
    expect({ rows, columns, name }).toEqual({ ...(await readImageFolder(folder)), name: 'pets' });
    expect(columns.map((column) => column.name)).toEqual(['image', 'class']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it.each([['../cat/a.png'], ['/cat/a.png'], ['cat//a.png'], ['cat\\..\\a.png'], ['cat/./a.png']])(
  'an entry called %s is refused by its name',
  async (name) => {
    expect(await refusal([name])).toMatch(/^pets\.zip, .+its name/);
  },
);

it('two entries of one name, folders that lie too deep, and an archive without images are refused', async () => {
  expect(await refusal(['a/a.png', 'a/a.png'])).toContain('twice');
  expect(await refusal([`${'a/'.repeat(9)}a.png`])).toContain('folders');
  expect(await refusal(['a.txt'])).toContain('pets.zip');
});

it('damaged in a thousand ways, an archive is a table or one problem', async () => {
  await expectTableOrProblem(imageArchiveImporter, [{ name: 'pets.zip', bytes: writeZip(images) }]);
});
