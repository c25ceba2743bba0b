import path from 'node:path';
import type { Refusals } from '../../../formats/refusals.ts';
import { partOf } from '../arrays/parts.ts';
import type { ImageSource } from './image-source.ts';

/** One image of a source. */
export interface FoundImage {
  path: readonly string[];
  /** Below the folder, as a person would say it, with `/`. */
  name: string;
  /** The sub-folder that it lies in, '' for none; and the part of the data where sub-folders are called so. */
  label: string;
  part: string | undefined;
}

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
 * The images of a source in the order of their names. A folder is a class; where the folders are called train, test and
 * so on, the folders in these. Hidden and other files are passed over.
 *
 * @throws ProblemError, and as `list`
 */
export async function findImages(source: ImageSource, refusals: Refusals): Promise<FoundImage[]> {
  const found = (await source.list()).filter((name) => isImage(name, refusals));
  if (found.length === 0) throw refusals.empty();
  return describe(found.sort(byName));
}

function isImage(name: readonly string[], refusals: Refusals): boolean {
  const ending = path.extname(name.at(-1) ?? '').toLowerCase();
  if (otherImages.has(ending)) throw refusals.unsupported(quotePath(name), ending, [...images].join(', '));
  return images.has(ending);
}

function describe(names: readonly string[][]): FoundImage[] {
  const hasParts = names.every((name) => name.length > 2 && partOf(name[0] ?? '') !== undefined);
  return names.map((name) => ({
    path: name,
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
