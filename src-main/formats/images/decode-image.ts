import { inflateSync } from 'node:zlib';
import { decode as decodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';
import { readImageHeader, type ImageHeader } from './image-header.ts';

/** (height, width, channels) bytes, row by row; what is transparent lies on white. */
export interface Pixels {
  width: number;
  height: number;
  channels: 3 | 4;
  values: Uint8Array;
}

/** The most pixels of an image that is decoded. */
export const mostPixels = 50_000_000;

/** Deflate's own limit of bytes that one packed byte stands for. */
const MOST_RATIO = 1032;
/** A progressive JPEG goes over all its pixels once for each scan; writers make about ten. */
const MOST_SCANS = 64;
const MEMORY = 2048;

/**
 * @param bytes of a whole PNG or JPEG
 * @throws Error that says what is wrong, in any way that the decoders have
 */
export function decodeImage(bytes: Uint8Array): Pixels {
  const header = readImageHeader(bytes);
  if (header === undefined) throw new RangeError('it is neither PNG nor JPEG');
  if (header.width * header.height > mostPixels) throw new RangeError('it has too many pixels');
  return header.format === 'PNG' ? decodePng(bytes, header) : decodeJpegImage(bytes);
}

function decodePng(bytes: Uint8Array, { unpacked }: ImageHeader): Pixels {
  if (unpacked > MOST_RATIO * bytes.length) throw new RangeError('it ends early');
  const image = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The decoder unpacks interlaced images whatever their size becomes.
  if (bytes[28] !== 0) refuseLarger(image, 2 * unpacked + 2 ** 16);
  const { width, height, data } = PNG.sync.read(image);
  return { width, height, channels: 4, values: data };
}

function refuseLarger(image: Buffer, most: number): void {
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= image.length;) {
    const length = image.readUInt32BE(at);
    if (image.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(image.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  inflateSync(Buffer.concat(parts), { maxOutputLength: most });
}

function decodeJpegImage(bytes: Uint8Array): Pixels {
  const [scans, hasEnd] = countScans(bytes);
  if (!hasEnd) throw new RangeError('it ends early');
  if (scans > MOST_SCANS) throw new RangeError(`it has ${scans} scans`);
  const { width, height, data } = decodeJpeg(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxResolutionInMP: mostPixels / 1e6,
    maxMemoryUsageInMB: MEMORY,
  });
  if (data.length !== 3 * width * height) throw new RangeError('it has no pixels');
  return { width, height, channels: 3, values: data };
}

/** How many scans begin, and whether the image's end is marked. */
function countScans(bytes: Uint8Array): [number, boolean] {
  let scans = 0;
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xda) scans++;
    if (bytes[at + 1] === 0xd9 && scans > 0) return [scans, true];
  }
  return [scans, false];
}
