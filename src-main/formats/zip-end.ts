import { viewOf, type ByteSource } from './byte-source.ts';
import type { RefuseZip } from './zip-fault.ts';

/** Where the central directory lies: `count` entries from `offset` to `end`. */
export interface Directory {
  count: number;
  offset: number;
  end: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LOCAL = 0x04034b50;
const LONGEST_COMMENT = 0xffff;

/**
 * Reads the record at the end of an archive, and its 64-bit form where there is one.
 *
 * @throws what `refuse` makes of notZip, cut, badEnd
 * @throws RangeError when an offset lies outside of the archive
 */
export function findDirectory(archive: ByteSource, refuse: RefuseZip): Directory {
  const from = Math.max(0, archive.size - 22 - LONGEST_COMMENT);
  const tail = viewOf(archive, from, archive.size - from);
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    const commentEnd = at + 22 + tail.getUint16(at + 20, true);
    if (tail.getUint32(at, true) !== END || commentEnd !== tail.byteLength) continue;
    const locator = at - 20;
    if (locator >= 0 && tail.getUint32(locator, true) === LOCATOR_64)
      return readLongEnd(archive, readUint64(tail, locator + 8), refuse);
    return { count: tail.getUint16(at + 10, true), offset: tail.getUint32(at + 16, true), end: from + at };
  }
  const isZip = archive.size >= 4 && viewOf(archive, 0, 4).getUint32(0, true) === LOCAL;
  throw refuse({ kind: isZip ? 'cut' : 'notZip' });
}

function readLongEnd(archive: ByteSource, at: number, refuse: RefuseZip): Directory {
  const record = viewOf(archive, at, 56);
  if (record.getUint32(0, true) !== END_64) throw refuse({ kind: 'badEnd' });
  return { count: readUint64(record, 32), offset: readUint64(record, 48), end: at };
}

export function readUint64(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
}
