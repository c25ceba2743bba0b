import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, gunzipSync } from 'node:zlib';
import type { ByteSource } from './byte-source.ts';
import type { Refusals } from './refusals.ts';
import { codeOf, reasonOf } from './whole-file.ts';

/** Deflate's own limit: no byte of a packed file stands for more than this many. */
const MOST_RATIO = 1032;
const TRAILER = 8;
const PIECE = 2 ** 20;

export function looksLikeGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** What the first bytes of a packed file unpack to, at most `most` of it; nothing where they are damaged. */
export function unpackStart(head: Uint8Array, most: number): Uint8Array {
  // Without the checksum at the end of a short file, which is judged when the file is read.
  const packed = head.subarray(0, Math.max(0, head.length - TRAILER));
  try {
    return gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, most);
  } catch {
    return new Uint8Array();
  }
}

/**
 * Unpacks a file that says how long it will be, piece by piece; never more than that comes into memory.
 *
 * @param size bytes, as the unpacked file's own header says
 * @param heed told the share that is read; its failure ends the reading
 * @throws ProblemError where the file is damaged, or is shorter or longer than `size`
 */
export async function unpackGzip(
  source: ByteSource,
  size: number,
  refusals: Refusals,
  heed: (share: number) => Promise<void>,
): Promise<Uint8Array> {
  if (size > source.size * MOST_RATIO) throw refusals.cut('byte 0', source.size * MOST_RATIO, size);
  const unpacked = new Uint8Array(size);
  let length = 0;
  try {
    await pipeline(readPieces(source, heed), createGunzip(), async (pieces: AsyncIterable<Uint8Array>) => {
      for await (const piece of pieces) {
        if (length + piece.length > size)
          throw refusals.damaged(`byte ${size}`, `more than ${size} unpacked bytes`);
        unpacked.set(piece, length);
        length += piece.length;
      }
    });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'Z_BUF_ERROR') throw refusals.cut('byte 0', length, size);
    if (code?.startsWith('Z_') === true) throw refusals.damaged('byte 0', `packed data (${reasonOf(error)})`);
    throw error;
  }
  if (length < size) throw refusals.cut('byte 0', length, size);
  return unpacked;
}

async function* readPieces(
  source: ByteSource,
  heed: (share: number) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.size; at += PIECE) {
    const end = Math.min(at + PIECE, source.size);
    yield source.read(at, end - at);
    await heed(end / source.size);
  }
}
