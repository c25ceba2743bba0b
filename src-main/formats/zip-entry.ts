import { crc32, inflateRawSync } from 'node:zlib';
import type { ZipEntry } from './zip-directory.ts';
import type { RefuseZip } from './zip-fault.ts';

/**
 * The bytes of an entry, stored or deflated. Never more of them than the directory says, and no others than those
 * whose checksum it holds.
 *
 * @throws what `refuse` makes of a fault
 */
export function unpackEntry(archive: Uint8Array, entry: ZipEntry, refuse: RefuseZip): Uint8Array {
  const { name, size, crc } = entry;
  const bytes = unpack(archive.subarray(entry.start, entry.start + entry.packedSize), entry, refuse);
  if (bytes.length !== size) throw refuse({ kind: 'otherSize', entry: name, found: bytes.length, size });
  if (crc32(bytes) !== crc) throw refuse({ kind: 'checksum', entry: name });
  return bytes;
}

function unpack(packed: Uint8Array, { name, method, size }: ZipEntry, refuse: RefuseZip): Uint8Array {
  if (method === 0) return packed;
  if (method !== 8) throw refuse({ kind: 'method', entry: name, method });
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw refuse({ kind: 'larger', entry: name, size });
    throw refuse({ kind: 'badDeflate', entry: name });
  }
}
