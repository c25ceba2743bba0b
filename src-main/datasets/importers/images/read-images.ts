import { isProblem, problem } from '#shared/problem.ts';
import { decodeImage, mostPixels } from '../../../formats/images/decode-image.ts';
import { readImageHeader, type ImageHeader } from '../../../formats/images/image-header.ts';
import type { Refusals } from '../../../formats/refusals.ts';
import type { Table } from '../../table/table.ts';
import { categoriesOf } from '../categories.ts';
import { mostTableBytes } from '../reading.ts';
import { findImages, type FoundImage } from './find-images.ts';
import type { ImageSource } from './image-source.ts';
import { resizeInto, type ImageShape } from './resize.ts';

export interface ImageOptions {
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

/** Images that are read as a table. */
export interface ImageCollection {
  /** The table's name. */
  name: string;
  /** As it is called in what a person is told. */
  file: string;
  source: ImageSource;
  refusals: Refusals;
}

/**
 * Reads PNG and JPEG images: a block of pixels (height, width) or (height, width, 3), 0 to 255; the class that the
 * folder names; and the part, where folders are called train, test and so on. Two images are not in memory at once.
 * Images are stretched to the size; their turn that a camera notes is not heeded.
 *
 * @throws ProblemError images.unreadable, and those of a format; the system's error where the images cannot be listed
 */
export async function readImages(
  { name, file, source, refusals }: ImageCollection,
  options: ImageOptions = {},
): Promise<Table> {
  const images = await findImages(source, refusals);
  const headers = await eachImage(file, images, options, [0, SHARE_OF_HEADERS], (image) =>
    readHeader(source, image, refusals),
  );
  const shape = chooseShape(headers, options, refusals);
  const size = shape.height * shape.width * shape.channels;
  if (size * images.length > mostTableBytes)
    throw refusals.tooLarge('"/"', size * images.length, mostTableBytes, 'bytes');
  const values = new Uint8Array(size * images.length);
  await eachImage(file, images, options, [SHARE_OF_HEADERS, 1], async ({ path }, k) =>
    resizeInto(values, k * size, decodeImage(await source.read(path)), shape),
  );
  return {
    name,
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

/**
 * Does one thing with every image. Those that cannot be read are named together, after all were tried.
 *
 * @param shares of the whole work, before and after
 */
async function eachImage<T>(
  file: string,
  images: readonly FoundImage[],
  { progress, signal }: ImageOptions,
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
      file,
      found: unreadable.length,
      names: unreadable
        .slice(0, 5)
        .map((name) => JSON.stringify(name.slice(-80)))
        .join(', '),
    });
  return done;
}

async function readHeader(
  source: ImageSource,
  { path, name }: FoundImage,
  refusals: Refusals,
): Promise<ImageHeader> {
  const { size, bytes } = await source.head(path, HEAD);
  if (size > MOST_FILE) throw refusals.tooLarge(JSON.stringify(name), size, MOST_FILE, 'bytes');
  const header = readImageHeader(bytes);
  if (header === undefined || header.width * header.height === 0) throw new RangeError('no image');
  const pixels = header.width * header.height;
  if (pixels > mostPixels) throw refusals.tooLarge(JSON.stringify(name), pixels, mostPixels, 'pixels');
  return header;
}

function chooseShape(
  headers: readonly ImageHeader[],
  { height, width, colour }: ImageOptions,
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
