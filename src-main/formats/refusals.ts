import { problem, type FormatUnit, type ProblemError } from '#shared/problem.ts';

/**
 * What can be wrong with a foreign file. A place is `byte 16`, or a name in the file in quotes; together with the file's
 * name it says where to look.
 */
export interface Refusals {
  /** Its first bytes are another format's. */
  other(): ProblemError;
  /** It ends before something that it announces. */
  cut(place: string, found: number, needed: number): ProblemError;
  damaged(place: string, value: string | number): ProblemError;
  /** It is sound, and beyond what is read here. */
  unsupported(place: string, value: string, accepted: string): ProblemError;
  tooLarge(place: string, found: number, most: number, unit: FormatUnit): ProblemError;
  /** There is not one example in it. */
  empty(): ProblemError;
  lengths(place: string, found: number, expected: number): ProblemError;
  /** @param row counted from 0 */
  notFinite(place: string, row: number, value: number): ProblemError;
}

/** @param format as people write it, e.g. `HDF5` */
export function refusalsFor(file: string, format: string, endings: readonly string[]): Refusals {
  return {
    other: () => problem('format.other', { file, format, endings: endings.join(', ') }),
    cut: (place, found, needed) => problem('format.cut', { file, place, found, needed }),
    damaged: (place, value) => problem('format.damaged', { file, place, value: String(value) }),
    unsupported: (place, value, accepted) => problem('format.unsupported', { file, place, value, accepted }),
    tooLarge: (place, found, most, unit) => problem('format.tooLarge', { file, place, found, most, unit }),
    empty: () => problem('format.empty', { file, format }),
    lengths: (place, found, expected) => problem('format.lengths', { file, place, found, expected }),
    notFinite: (place, row, value) =>
      problem('format.notFinite', { file, place, row: row + 1, value: String(value) }),
  };
}
