import type { Refusals } from '../refusals.ts';

/** Where the bytes of a data set lie, after the HDF5 File Format Specification, IV.A.2.i. */
export type Layout =
  | { kind: 'whole'; start: number; size: number }
  /** In pieces of one shape that a B-tree finds. */
  | { kind: 'chunks'; tree: number; chunk: number[] };

/** The address of what was never written. */
const UNDEFINED = 2 ** 64;

/**
 * @param at where the layout message begins
 * @throws ProblemError; RangeError when it lies beyond the file
 */
export function readLayout(file: DataView, at: number, place: string, refusals: Refusals): Layout {
  const version = file.getUint8(at);
  const kind = file.getUint8(at + 1);
  if (version < 3 || version > 4 || kind > 2 || (version === 4 && kind === 2))
    throw refusals.unsupported(
      place,
      `layout ${kind} of version ${version}`,
      'compact, contiguous and chunked ones, as h5py writes them unless libver="latest"',
    );
  if (kind === 0) return { kind: 'whole', start: at + 4, size: file.getUint16(at + 2, true) };
  if (kind === 1) {
    const [start, size] = [readNumber(file, at + 2), readNumber(file, at + 10)];
    if (start === UNDEFINED) throw refusals.empty();
    return { kind: 'whole', start, size };
  }
  const axes = file.getUint8(at + 2);
  const chunk = Array.from({ length: axes }, (_, k) => file.getUint32(at + 11 + 4 * k, true));
  return { kind: 'chunks', tree: readNumber(file, at + 3), chunk };
}

/** Eight bytes; beyond 2⁵³ rounded, which no file reaches. */
export function readNumber(file: DataView, at: number): number {
  return Number(file.getBigUint64(at, true));
}
