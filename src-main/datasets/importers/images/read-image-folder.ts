import path from 'node:path';
import { isProblem, problem } from '#shared/problem.ts';
import { refusalsFor } from '../../../formats/refusals.ts';
import { codeOf, reasonOf } from '../../../formats/whole-file.ts';
import type { Importer } from '../../table/importer.ts';
import type { Table } from '../../table/table.ts';
import { archiveSource } from './archive-source.ts';
import { folderSource } from './folder-source.ts';
import { readImages, type ImageOptions } from './read-images.ts';

const format = 'PNG, JPEG';
const endings = ['.png', '.jpg', '.jpeg'];

/** @throws ProblemError file.missing, file.unreadable, and those of readImages */
export async function readImageFolder(folder: string, options: ImageOptions = {}): Promise<Table> {
  const refusals = refusalsFor(folder, format, endings);
  const name = path.basename(path.resolve(folder));
  try {
    return await readImages(
      { name, file: folder, refusals, source: folderSource(folder, refusals) },
      options,
    );
  } catch (error) {
    const code = codeOf(error);
    if (isProblem(error) || code === undefined) throw error;
    if (code === 'ENOENT') throw problem('file.missing', { file: folder });
    throw problem('file.unreadable', { file: folder, reason: reasonOf(error) });
  }
}

/** A folder of images in a ZIP archive. */
export const imageArchiveImporter: Importer = {
  format: 'ZIP of images',
  endings: ['.zip'],
  recognises: (head) =>
    head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && !firstName(head).endsWith('.npy'),
  read({ name: file, source, progress, signal }) {
    const refusals = refusalsFor(file, format, endings);
    const name = path.basename(file).replace(/\.zip$/i, '');
    return readImages(
      { name, file, refusals, source: archiveSource(source, refusals) },
      { progress, signal },
    );
  },
};

/** Of the first entry: arrays of NumPy lie in an archive too. */
function firstName(head: Uint8Array): string {
  const length = (head[26] ?? 0) + 256 * (head[27] ?? 0);
  return new TextDecoder().decode(head.subarray(30, 30 + length));
}
