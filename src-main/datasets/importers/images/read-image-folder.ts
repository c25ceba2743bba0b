import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isProblem, problem } from '#shared/problem.ts';
import { decodeImage, mostPixels } from '../../../formats/images/decode-image.ts';
import { readImageHeader, type ImageHeader } from '../../../formats/images/image-header.ts';
import { refusalsFor, type Refusals } from '../../../formats/refusals.ts';
import { codeOf, reasonOf } from '../../../formats/whole-file.ts';
import type { Table } from '../../table/table.ts';
import { categoriesOf } from '../categories.ts';
import { mostTableBytes } from '../reading.ts';
import { findImages, type FoundImage } from './find-images.ts';
import { resizeInto, type ImageShape } from './resize.ts';

export interface ImageFolderOptions {
  /** What every image is brought to; by default the least height and width that any has, at most 64. */
  height?: number;
  width?: number;
  /** By default colour where any image has some. */
  colour?: 'grey' | 'colour';
  /** Told now and then; the share of the images that is read, 0 to 1. */
  progress?: (share: number) => void;
  /** Aborts where the person cancels. */
  signal?: AbortSignal;
}

const DEFAULT_SIZE = 64;
const MOST_SIZE = 1024;
const MOST_FILE = 2 ** 28;
/** JPEG puts what cameras say, and small pictures, before the size. */
const HEAD = 2 ** 18;
const SHARE_OF_HEADERS = 0.1;

/**
 * Reads a folder of PNG and JPEG images: a block of pixels (height, width) or (height, width, 3), 0 to 255; the class
 * that the sub-folder names; and the part, where sub-folders are called train, test and so on. Two images are not in
 * memory at once. Images are stretched to the size; their turn that a camera notes is not heeded.
 *
 * @throws ProblemError: file.missing, file.unreadable, images.unreadable, and those of a format
 */
export async function readImageFolder(folder: string, options: ImageFolderOptions = {}): Promise<Table> {
  const refusals = refusalsFor(folder, 'PNG, JPEG', ['.png', '.jpg', '.jpeg']);
  const images = await listImages(folder, refusals);
  const headers = await eachImage(folder, images, options, [0, SHARE_OF_HEADERS], (image) =>
    readHeader(image, refusals),
  );
  const shape = chooseShape(headers, options, refusals);
  const size = shape.height * shape.width * shape.channels;
  if (size * images.length > mostTableBytes)
    throw refusals.tooLarge('"/"', size * images.length, mostTableBytes, 'bytes');
  const values = new Uint8Array(size * images.length);
  await eachImage(folder, images, options, [SHARE_OF_HEADERS, 1], async ({ file }, k) =>
    resizeInto(values, k * size, decodeImage(await readFile(file)), shape),
  );
  return {
    name: path.basename(path.resolve(folder)),
    rows: images.length,
    columns: [
      {
        kind: 'block',
        name: 'image',
        shape: shape.channels === 1 ? [shape.height, shape.width] : [shape.height, shape.width, 3],
        values,
      },
      ...wordColumn('class', images, ({ label }) => label),
      ...wordColumn('part', images, ({ part }) => part ?? ''),
    ],
  };
}

async function listImages(folder: string, refusals: Refusals): Promise<FoundImage[]> {
  try {
    return await findImages(folder, refusals);
  } catch (error) {
    if (isProblem(error)) throw error;
    if (codeOf(error) === 'ENOENT') throw problem('file.missing', { file: folder });
    throw problem('file.unreadable', { file: folder, reason: reasonOf(error) });
  }
}

/**
 * Does one thing with every image. Those that cannot be read are named together, after all were tried.
 *
 * @param shares of the whole work, before and after
 */
async function eachImage<T>(
  folder: string,
  images: readonly FoundImage[],
  { progress, signal }: ImageFolderOptions,
  [from, to]: [number, number],
  read: (image: FoundImage, k: number) => Promise<T>,
): Promise<T[]> {
  const done: T[] = [];
  const unreadable: string[] = [];
  for (const [k, image] of images.entries()) {
    signal?.throwIfAborted();
    try {
      done.push(await read(image, k));
    } catch (error) {
      if (isProblem(error)) throw error;
      unreadable.push(image.name);
    }
    progress?.(from + ((to - from) * (k + 1)) / images.length);
  }
  if (unreadable.length > 0)
    throw problem('images.unreadable', {
      file: folder,
      found: unreadable.length,
      names: unreadable
        .slice(0, 5)
        .map((name) => JSON.stringify(name.slice(-80)))
        .join(', '),
    });
  return done;
}

async function readHeader({ file, name }: FoundImage, refusals: Refusals): Promise<ImageHeader> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > MOST_FILE) throw refusals.tooLarge(JSON.stringify(name), size, MOST_FILE, 'bytes');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(size, HEAD)));
    const header = readImageHeader(buffer.subarray(0, bytesRead));
    if (header === undefined || header.width * header.height === 0) throw new RangeError('no image');
    const pixels = header.width * header.height;
    if (pixels > mostPixels) throw refusals.tooLarge(JSON.stringify(name), pixels, mostPixels, 'pixels');
    return header;
  } finally {
    await handle.close();
  }
}

function chooseShape(
  headers: readonly ImageHeader[],
  { height, width, colour }: ImageFolderOptions,
  refusals: Refusals,
): ImageShape {
  for (const size of [height ?? 1, width ?? 1])
    if (!(Number.isInteger(size) && size >= 1 && size <= MOST_SIZE))
      throw refusals.tooLarge('"size"', size, MOST_SIZE, 'pixels');
  const least = (side: 'height' | 'width') =>
    headers.reduce((smallest, header) => Math.min(smallest, header[side]), DEFAULT_SIZE);
  const hasColour = colour === undefined ? headers.some((header) => header.hasColour) : colour === 'colour';
  return { height: height ?? least('height'), width: width ?? least('width'), channels: hasColour ? 3 : 1 };
}

/** No column where no image has a word. */
function wordColumn(name: string, images: readonly FoundImage[], word: (image: FoundImage) => string) {
  const column = categoriesOf(name, images.map(word), images.length);
  return column.categories.length === 0 ? [] : [column];
}
