import type { ByteSource } from './byte-source.ts';
import type { ZipEntry } from './zip-directory.ts';
import { centralHeader, endOfDirectory, localHeader } from './zip-headers.ts';

/**
 * Whether an archive is, byte for byte around its entries, what `ZipParts` writes: no gap, no comment, no field more, so
 * that a single changed bit outside of the entries shows. Those inside have their checksums.
 *
 * @param entries as `listEntries` found them, all of them stored
 */
export function isAsWritten(archive: ByteSource, entries: readonly ZipEntry[]): boolean {
  const holds = (at: number, expected: Uint8Array) =>
    at + expected.length <= archive.size && Buffer.compare(archive.read(at, expected.length), expected) === 0;
  let at = 0;
  const offsets: number[] = [];
  for (const entry of entries) {
    const header = localHeader(entry);
    if (entry.start !== at + header.length || !holds(at, header)) return false;
    offsets.push(at);
    at = entry.start + entry.size;
  }
  const start = at;
  for (const [index, entry] of entries.entries()) {
    const header = centralHeader(entry, offsets[index] ?? 0);
    if (!holds(at, header)) return false;
    at += header.length;
  }
  const end = endOfDirectory(entries.length, start, at - start);
  return holds(at, end) && at + end.length === archive.size;
}
