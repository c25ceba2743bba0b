import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Refusals } from '../../../formats/refusals.ts';
import { partOf } from '../arrays/parts.ts';

/** One image file of a folder. */
export interface FoundImage {
  file: string;
  /** Below the folder, as a person would say it, with `/`. */
  name: string;
  /** The sub-folder that it lies in, '' for none; and the part of the data where sub-folders are called so. */
  label: string;
  part: string | undefined;
}

const MOST_FILES = 100_000;
const MOST_DEPTH = 8;
const images = new Set(['.png', '.jpg', '.jpeg', '.jpe', '.jfif']);
/** Images that are not read; to pass them over would lose examples without a word. */
const otherImages = new Set([
  '.gif',
  '.bmp',
  '.tif',
  '.tiff',
  '.webp',
  '.avif',
  '.heic',
  '.svg',
  '.ppm',
  '.pgm',
]);

/**
 * The images of a folder in the order of their names. A sub-folder is a class; where the sub-folders are called train,
 * test and so on, the folders in these. Symbolic links are not followed, and hidden and other files passed over.
 *
 * @throws ProblemError; the system's error where a folder cannot be read
 */
export async function findImages(folder: string, refusals: Refusals): Promise<FoundImage[]> {
  const found: string[][] = [];
  const waiting: string[][] = [[]];
  let files = 0;
  for (let inside = waiting.pop(); inside !== undefined; inside = waiting.pop()) {
    const entries = await readdir(path.join(folder, ...inside), { withFileTypes: true });
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.isSymbolicLink()) continue;
      const name = [...inside, entry.name];
      if (entry.isDirectory()) {
        if (name.length > MOST_DEPTH)
          throw refusals.tooLarge(quotePath(name), name.length, MOST_DEPTH, 'folders');
        waiting.push(name);
      } else if (entry.isFile()) {
        if (++files > MOST_FILES) throw refusals.tooLarge('"/"', files, MOST_FILES, 'files');
        if (isImage(name, refusals)) found.push(name);
      }
    }
  }
  if (found.length === 0) throw refusals.empty();
  return describe(folder, found.sort(byName));
}

function isImage(name: readonly string[], refusals: Refusals): boolean {
  const ending = path.extname(name.at(-1) ?? '').toLowerCase();
  if (otherImages.has(ending)) throw refusals.unsupported(quotePath(name), ending, [...images].join(', '));
  return images.has(ending);
}

function describe(folder: string, names: readonly string[][]): FoundImage[] {
  const hasParts = names.every((name) => name.length > 2 && partOf(name[0] ?? '') !== undefined);
  return names.map((name) => ({
    file: path.join(folder, ...name),
    name: name.join('/'),
    label: name.length === 1 ? '' : (name[hasParts ? 1 : 0] ?? ''),
    part: hasParts ? partOf(name[0] ?? '') : undefined,
  }));
}

function quotePath(name: readonly string[]): string {
  return JSON.stringify(name.join('/'));
}

function byName(a: readonly string[], b: readonly string[]): number {
  const [first, second] = [a.join('/'), b.join('/')];
  return first < second ? -1 : first > second ? 1 : 0;
}
