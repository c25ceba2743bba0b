import { quoteEntry, type RefuseNpz } from './npz-problem.ts';

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

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const LONGEST_COMMENT = 0xffff;
const MOST_ENTRIES = 4096;

/** @throws ProblemError npz.invalid */
export function listEntries(bytes: Uint8Array, refuse: RefuseNpz): ZipEntry[] {
  const archive = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const { count, offset } = findDirectory(archive, refuse);
    if (count > MOST_ENTRIES)
      throw refuse('the archive', `${count} entries`, `at most ${MOST_ENTRIES} are accepted`);
    const entries = readDirectory(archive, bytes, count, offset, refuse);
    refuseOverlaps(entries, refuse);
    return entries;
  } catch (error) {
    // A DataView throws when an offset of the archive points outside of it.
    if (!(error instanceof RangeError)) throw error;
    throw refuse('the archive', 'an offset that lies outside of the file', 'a whole ZIP archive is accepted');
  }
}

function findDirectory(archive: DataView, refuse: RefuseNpz): { count: number; offset: number } {
  const last = archive.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (
      archive.getUint32(at, true) !== END ||
      at + 22 + archive.getUint16(at + 20, true) !== archive.byteLength
    )
      continue;
    const locator = at - 20;
    if (locator < 0 || archive.getUint32(locator, true) !== LOCATOR_64)
      return { count: archive.getUint16(at + 10, true), offset: archive.getUint32(at + 16, true) };
    const end = readUint64(archive, locator + 8);
    if (archive.getUint32(end, true) !== END_64)
      throw refuse(
        'the archive',
        'its 64-bit directory is not where it says',
        'a whole ZIP archive is accepted',
      );
    return { count: readUint64(archive, end + 32), offset: readUint64(archive, end + 48) };
  }
  const isZip = archive.byteLength >= 4 && archive.getUint32(0, true) === LOCAL;
  throw isZip
    ? refuse('the archive', 'it ends before its directory', 'a whole file is accepted; copy it again')
    : refuse('the archive', 'it is not a ZIP archive', 'an .npz file as numpy.savez writes it is accepted');
}

function readDirectory(
  archive: DataView,
  bytes: Uint8Array,
  count: number,
  offset: number,
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

function readUint64(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
}
