import type { RefuseNpz } from './npz-problem.ts';

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
 * @throws ProblemError npz.invalid
 * @throws RangeError when an offset lies outside of the archive
 */
export function findDirectory(archive: DataView, refuse: RefuseNpz): Directory {
  const last = archive.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    const commentEnd = at + 22 + archive.getUint16(at + 20, true);
    if (archive.getUint32(at, true) !== END || commentEnd !== archive.byteLength) continue;
    const locator = at - 20;
    if (locator >= 0 && archive.getUint32(locator, true) === LOCATOR_64)
      return readLongEnd(archive, readUint64(archive, locator + 8), refuse);
    return { count: archive.getUint16(at + 10, true), offset: archive.getUint32(at + 16, true), end: at };
  }
  const isZip = archive.byteLength >= 4 && archive.getUint32(0, true) === LOCAL;
  throw isZip
    ? refuse('the archive', 'it ends before its directory', 'a whole file is accepted; copy it again')
    : refuse('the archive', 'it is not a ZIP archive', 'an .npz file as numpy.savez writes it is accepted');
}

function readLongEnd(archive: DataView, at: number, refuse: RefuseNpz): Directory {
  if (archive.getUint32(at, true) !== END_64)
    throw refuse(
      'the archive',
      'its 64-bit directory is not where it says',
      'a whole ZIP archive is accepted',
    );
  return { count: readUint64(archive, at + 32), offset: readUint64(archive, at + 48), end: at };
}

export function readUint64(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
}
