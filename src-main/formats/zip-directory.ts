import { quoteEntry, type RefuseNpz } from './npz-problem.ts';
import { findDirectory, readUint64, type Directory } from './zip-end.ts';

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
const MOST_ENTRIES = 4096;

/** @throws ProblemError npz.invalid */
export function listEntries(bytes: Uint8Array, refuse: RefuseNpz): ZipEntry[] {
  const archive = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const directory = findDirectory(archive, refuse);
    const { count } = directory;
    if (count > MOST_ENTRIES)
      throw refuse('the archive', `${count} entries`, `at most ${MOST_ENTRIES} are accepted`);
    const entries = readDirectory(archive, bytes, directory, refuse);
    refuseOverlaps(entries, refuse);
    return entries;
  } catch (error) {
    // A DataView throws when an offset of the archive points outside of it.
    if (!(error instanceof RangeError)) throw error;
    throw refuse('the archive', 'an offset that lies outside of the file', 'a whole ZIP archive is accepted');
  }
}

function readDirectory(
  archive: DataView,
  bytes: Uint8Array,
  { count, offset, end }: Directory,
  refuse: RefuseNpz,
): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = offset;
  for (let i = 0; i < count; i++) {
    if (archive.getUint32(at, true) !== CENTRAL)
      throw refuse('the archive', `directory entry ${i + 1} is damaged`, 'a whole ZIP archive is accepted');
    const nameLength = archive.getUint16(at + 28, true);
    const extraLength = archive.getUint16(at + 30, true);
    const nameBytes = bytes.subarray(at + 46, at + 46 + nameLength);
    const name = new TextDecoder().decode(nameBytes);
    const place = quoteEntry(name);
    if ((archive.getUint16(at + 8, true) & 1) !== 0)
      throw refuse(place, 'it is encrypted', 'entries without a password are accepted');
    const long = readLongSizes(archive, at, at + 46 + nameLength, extraLength);
    const start = findData(archive, bytes, long.header, nameBytes, place, refuse);
    if (start + long.packedSize > archive.byteLength)
      throw refuse(
        place,
        `${long.packedSize} bytes, more than the file holds`,
        'a whole file is accepted; copy it again',
      );
    entries.push({
      name,
      method: archive.getUint16(at + 10, true),
      crc: archive.getUint32(at + 16, true),
      packedSize: long.packedSize,
      size: long.size,
      start,
    });
    at += 46 + nameLength + extraLength + archive.getUint16(at + 32, true);
  }
  if (at !== end)
    throw refuse(
      'the archive',
      `a directory of other than ${count} entries`,
      'a whole ZIP archive is accepted',
    );
  return entries;
}

/** Sizes and offset of a directory entry; those that fill 32 bits stand, in order, in extra field 1. */
function readLongSizes(archive: DataView, at: number, extra: number, extraLength: number) {
  const sizes = [24, 20, 42].map((field) => archive.getUint32(at + field, true));
  for (let field = extra; field + 4 <= extra + extraLength; field += 4 + archive.getUint16(field + 2, true)) {
    if (archive.getUint16(field, true) !== 1) continue;
    let next = field + 4;
    sizes.forEach((size, index) => {
      if (size !== 0xffffffff) return;
      sizes[index] = readUint64(archive, next);
      next += 8;
    });
    break;
  }
  const [size = 0, packedSize = 0, header = 0] = sizes;
  return { size, packedSize, header };
}

/** Where an entry's packed bytes begin: after its local header, which must carry the same name. */
function findData(
  archive: DataView,
  bytes: Uint8Array,
  header: number,
  name: Uint8Array,
  place: string,
  refuse: RefuseNpz,
): number {
  const nameLength = archive.getUint16(header + 26, true);
  const local = bytes.subarray(header + 30, header + 30 + nameLength);
  const same = local.length === name.length && local.every((byte, index) => byte === name[index]);
  if (archive.getUint32(header, true) !== LOCAL || !same)
    throw refuse(place, 'its header does not agree with the directory', 'a whole ZIP archive is accepted');
  return header + 30 + nameLength + archive.getUint16(header + 28, true);
}

/** Entries that share their bytes are how a small archive unpacks to a huge one. */
function refuseOverlaps(entries: readonly ZipEntry[], refuse: RefuseNpz): void {
  let end = 0;
  for (const entry of entries.toSorted((a, b) => a.start - b.start)) {
    if (entry.start < end)
      throw refuse(
        quoteEntry(entry.name),
        'it overlaps another entry',
        'entries of their own bytes are accepted',
      );
    end = entry.start + entry.packedSize;
  }
}
