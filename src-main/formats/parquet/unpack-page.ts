import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { compressors } from 'hyparquet-compressors';

type Unpack = (packed: Uint8Array, size: number) => Uint8Array;

/** Node's own where it has them, as they stop at a size. */
const codecs = new Map<string, Unpack | undefined>([
  ['UNCOMPRESSED', (packed) => packed],
  ['SNAPPY', compressors.SNAPPY],
  ['GZIP', (packed, size) => gunzipSync(packed, { maxOutputLength: size })],
  ['BROTLI', (packed, size) => brotliDecompressSync(packed, { maxOutputLength: size })],
  ['ZSTD', (packed, size) => zstdDecompressSync(packed, { maxOutputLength: size })],
  ['LZ4_RAW', compressors.LZ4_RAW],
]);

export const codecNames = [...codecs.keys()].join(', ');

/** A page may unpack to this many bytes, and beyond that to `mostRatio` times its packed size. */
const largePage = 2 ** 26;
const mostRatio = 1032;

export function isCodec(codec: string): boolean {
  return codecs.has(codec);
}

/**
 * @param size that the page's header says
 * @returns bytes that begin their own buffer, so that no reader can run beyond them
 * @throws Error where they are not what the codec makes, or not of that size
 */
export function unpackPage(packed: Uint8Array, size: number, codec: string): Uint8Array {
  if (!(size >= 0 && size <= largePage + mostRatio * packed.length))
    throw new RangeError(`a page that unpacks to ${size} bytes`);
  if (size === 0) return new Uint8Array();
  const bytes = codecs.get(codec)?.(packed, size);
  if (bytes?.length !== size) throw new RangeError(`${bytes?.length} bytes instead of ${size}`);
  return new Uint8Array(bytes);
}
