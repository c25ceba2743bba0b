import { constants, inflateRawSync } from 'node:zlib';
import type { ByteSource } from './byte-source.ts';
import { storedNpy } from './npy-array.ts';
import { longestNpyHeader } from './npy-header.ts';
import { quoteEntry, refuseZip, type RefuseNpz } from './npz-problem.ts';
import { arrayName, mostEntries, refuseTooLarge } from './npz.ts';
import type { StoredArray } from './stored-array.ts';
import { listEntries, type ZipEntry } from './zip-directory.ts';
import { unpackEntry } from './zip-entry.ts';

/**
 * The arrays of an NPZ file, numbers and texts. One is unpacked at a time, when it is read.
 *
 * @throws ProblemError npz.invalid, also where an array is read
 */
export function listNpzArrays(archive: ByteSource, refuse: RefuseNpz): StoredArray[] {
  const inArchive = refuseZip(refuse);
  const entries = listEntries(archive, mostEntries, inArchive);
  refuseTooLarge(entries, refuse);
  const names = new Set<string>();
  return entries.map((entry) => {
    const place = quoteEntry(entry.name);
    const name = arrayName(entry.name, place, names, refuse);
    names.add(name);
    const read = () =>
      unpackEntry(archive.read(entry.start, entry.packedSize), { ...entry, start: 0 }, inArchive);
    return storedNpy({ name, place, head: readHead(archive, entry, read), size: entry.size, read }, refuse);
  });
}

/** Its first bytes, for the header; whatever is wrong with the rest is said where the array is read. */
function readHead(archive: ByteSource, entry: ZipEntry, read: () => Uint8Array): Uint8Array {
  const packed = archive.read(entry.start, Math.min(entry.packedSize, longestNpyHeader));
  if (entry.method === 0) return packed;
  if (packed.length === entry.packedSize) return read();
  try {
    const start = inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
    return start.subarray(0, longestNpyHeader);
  } catch {
    return read();
  }
}
