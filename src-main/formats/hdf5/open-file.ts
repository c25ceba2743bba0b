import { File } from 'jsfive';
import { isProblem } from '#shared/problem.ts';
import { viewOf, type ByteSource } from '../byte-source.ts';
import type { Refusals } from '../refusals.ts';
import { GuardedBuffer } from './guarded-buffer.ts';

const MAGIC = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** The whole file lies in memory while it is read. */
const MOST_BYTES = 2 ** 31;
const PIECE = 2 ** 24;

export interface OpenFile {
  root: File;
  bytes: Uint8Array;
}

export function looksLikeHdf5(head: Uint8Array): boolean {
  return MAGIC.every((byte, k) => head[k] === byte);
}

/**
 * @param heed told the share that is read; its failure ends the reading
 * @throws ProblemError
 */
export async function openHdf5(
  source: ByteSource,
  refusals: Refusals,
  heed: (share: number) => Promise<void>,
): Promise<OpenFile> {
  if (!looksLikeHdf5(source.read(0, Math.min(MAGIC.length, source.size)))) throw refusals.other();
  if (source.size > MOST_BYTES) throw refusals.tooLarge('byte 0', source.size, MOST_BYTES, 'bytes');
  refuseCut(source, refusals);
  const buffer = new GuardedBuffer(source.size);
  const bytes = new Uint8Array(buffer);
  for (let at = 0; at < source.size; at += PIECE) {
    const length = Math.min(PIECE, source.size - at);
    bytes.set(source.read(at, length), at);
    await heed((at + length) / source.size);
  }
  return { root: inLibrary('"/"', refusals, () => new File(buffer, '')), bytes };
}

/**
 * Runs what trusts the file: whatever is thrown there is one refusal with its place.
 *
 * @throws ProblemError
 */
export function inLibrary<T>(place: string, refusals: Refusals, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (isProblem(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw refusals.damaged(place, `its structure (${reason.slice(0, 120)})`);
  }
}

/** After the HDF5 File Format Specification, II.A: the superblock says how long the file is. */
function refuseCut(source: ByteSource, refusals: Refusals): void {
  const least = 96;
  if (source.size < least) throw refusals.cut('byte 0', source.size, least);
  const head = viewOf(source, 0, least);
  const version = head.getUint8(8);
  if (![0, 2, 3].includes(version))
    throw refusals.unsupported('byte 8', `version ${version} of the superblock`, '0, 2, 3');
  const [sizesAt, endAt] = version === 0 ? [13, 40] : [9, 28];
  for (const at of [sizesAt, sizesAt + 1])
    if (head.getUint8(at) !== 8)
      throw refusals.unsupported(`byte ${at}`, `${head.getUint8(at)}-byte numbers`, '8');
  const needed = Number(head.getBigUint64(endAt, true));
  if (needed > source.size) throw refusals.cut('byte 0', source.size, needed);
}
