import { viewOf, type ByteSource } from './byte-source.ts';
import { findDirectory, readUint64, type Directory } from './zip-end.ts';
import type { RefuseZip } from './zip-fault.ts';

/**
 * The central directory of a ZIP archive, with its 64-bit form, after PKWARE's APPNOTE 6.3.10, sections 4.3.7 to
 * 4.5.3. Everything it says is checked against the archive before a byte is unpacked.
 */
export interface ZipEntry {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  crc: number;
  /** Bytes in the archive, and unpacked. */
  packedSize: number;
  size: number;
  /** Where the packed bytes begin. */
  start: number;
}

const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * @param most entries that are accepted
 * @throws what `refuse` makes of a fault
 */
export function listEntries(archive: ByteSource, most: number, refuse: RefuseZip): ZipEntry[] {
  try {
    const directory = findDirectory(archive, refuse);
    const { count } = directory;
    if (count > most) throw refuse({ kind: 'tooMany', count, most });
    const entries = readDirectory(archive, directory, refuse);
    refuseOverlaps(entries, refuse);
    return entries;
  } catch (error) {
    // A read throws when an offset of the archive points outside of it.
    if (!(error instanceof RangeError)) throw error;
    throw refuse({ kind: 'outside' });
  }
}

function readDirectory(
  archive: ByteSource,
  { count, offset, end }: Directory,
  refuse: RefuseZip,
): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = offset;
  for (let i = 0; i < count; i++) {
    const fixed = viewOf(archive, at, 46);
    if (fixed.getUint32(0, true) !== CENTRAL) throw refuse({ kind: 'badDirectoryEntry', position: i + 1 });
    const nameLength = fixed.getUint16(28, true);
    const extraLength = fixed.getUint16(30, true);
    const nameBytes = archive.read(at + 46, nameLength);
    const entry = new TextDecoder().decode(nameBytes);
    if ((fixed.getUint16(8, true) & 1) !== 0) throw refuse({ kind: 'encrypted', entry });
    const { size, packedSize, header } = readSizes(fixed, viewOf(archive, at + 46 + nameLength, extraLength));
    const start = findData(archive, header, nameBytes, entry, refuse);
    if (start + packedSize > archive.size) throw refuse({ kind: 'beyondFile', entry, bytes: packedSize });
    entries.push({
      name: entry,
      method: fixed.getUint16(10, true),
      crc: fixed.getUint32(16, true),
      packedSize,
      size,
      start,
    });
    at += 46 + nameLength + extraLength + fixed.getUint16(32, true);
  }
  if (at !== end) throw refuse({ kind: 'otherCount', count });
  return entries;
}

/** Sizes and offset of a directory entry; those that fill 32 bits stand, in order, in extra field 1. */
function readSizes(fixed: DataView, extra: DataView) {
  const sizes = [24, 20, 42].map((field) => fixed.getUint32(field, true));
  for (let field = 0; field + 4 <= extra.byteLength; field += 4 + extra.getUint16(field + 2, true)) {
    if (extra.getUint16(field, true) !== 1) continue;
    let next = field + 4;
    sizes.forEach((size, index) => {
      if (size !== 0xffffffff) return;
      sizes[index] = readUint64(extra, next);
      next += 8;
    });
    break;
  }
  const [size = 0, packedSize = 0, header = 0] = sizes;
  return { size, packedSize, header };
}

/** Where an entry's packed bytes begin: after its local header, which must carry the same name. */
function findData(
  archive: ByteSource,
  header: number,
  name: Uint8Array,
  entry: string,
  refuse: RefuseZip,
): number {
  const fixed = viewOf(archive, header, 30);
  const nameLength = fixed.getUint16(26, true);
  const local = archive.read(header + 30, nameLength);
  const same = local.length === name.length && local.every((byte, index) => byte === name[index]);
  if (fixed.getUint32(0, true) !== LOCAL || !same) throw refuse({ kind: 'otherHeader', entry });
  return header + 30 + nameLength + fixed.getUint16(28, true);
}

/** Entries that share their bytes are how a small archive unpacks to a huge one. */
function refuseOverlaps(entries: readonly ZipEntry[], refuse: RefuseZip): void {
  let end = 0;
  for (const entry of entries.toSorted((a, b) => a.start - b.start)) {
    if (entry.start < end) throw refuse({ kind: 'overlap', entry: entry.name });
    end = entry.start + entry.packedSize;
  }
}
