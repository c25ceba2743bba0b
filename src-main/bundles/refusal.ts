import { problem, type ProblemError } from '#shared/problem.ts';
import { quoteName, type RefuseZip, type ZipFault } from '../formats/zip-fault.ts';

/** What can be wrong with a bundle, each said of the one file that is being read. */
export interface Refusals {
  notABundle(): ProblemError;
  newer(found: number, supported: number): ProblemError;
  cut(): ProblemError;
  repacked(): ProblemError;
  tooMany(found: number, most: number): ProblemError;
  /** A name that no bundle has. */
  name(entry: string): ProblemError;
  twice(entry: string): ProblemError;
  missing(entry: string): ProblemError;
  compressed(entry: string): ProblemError;
  tooLarge(entry: string, bytes: number, most: number): ProblemError;
  /** Bytes that do not have the hash or checksum that stands in the bundle. */
  altered(entry: string, reason: string): ProblemError;
  /** JSON or numbers that say something that cannot be. */
  content(entry: string, field: string, value: unknown, accepted: string): ProblemError;
  zip: RefuseZip;
}

/** @param file its name, for what is said about it */
export function refusalsOf(file: string): Refusals {
  const refusals: Refusals = {
    notABundle: () => problem('bundle.notABundle', { file }),
    newer: (found, supported) => problem('bundle.newer', { file, found, supported }),
    cut: () => problem('bundle.cut', { file }),
    repacked: () => problem('bundle.repacked', { file }),
    tooMany: (found, most) => problem('bundle.tooMany', { file, found, most }),
    name: (entry) => problem('bundle.name', { file, entry: quoteName(entry) }),
    twice: (entry) => problem('bundle.twice', { file, entry: quoteName(entry) }),
    missing: (entry) => problem('bundle.missing', { file, entry: quoteName(entry) }),
    compressed: (entry) => problem('bundle.compressed', { file, entry: quoteName(entry) }),
    tooLarge: (entry, bytes, most) =>
      problem('bundle.tooLarge', { file, entry: quoteName(entry), bytes, most }),
    altered: (entry, reason) => problem('bundle.altered', { file, entry: quoteName(entry), reason }),
    content: (entry, field, value, accepted) =>
      problem('bundle.content', {
        file,
        entry: quoteName(entry),
        field: quoteName(field),
        value: describe(value),
        accepted,
      }),
    zip: (fault) => ofZip(fault, refusals),
  };
  return refusals;
}

function ofZip(fault: ZipFault, refusals: Refusals): ProblemError {
  switch (fault.kind) {
    case 'notZip':
      return refusals.notABundle();
    case 'cut':
      return refusals.cut();
    case 'tooMany':
      return refusals.tooMany(fault.count, fault.most);
    case 'method':
    case 'encrypted':
    case 'badDeflate':
    case 'larger':
      return refusals.compressed(fault.entry);
    case 'beyondFile':
      return refusals.cut();
    case 'checksum':
      return refusals.altered(fault.entry, 'its checksum does not fit its bytes');
    case 'overlap':
      return refusals.altered(fault.entry, 'it overlaps another entry');
    case 'otherHeader':
    case 'otherSize':
      return refusals.altered(fault.entry, 'its header does not agree with the directory');
    case 'badEnd':
    case 'outside':
    case 'badDirectoryEntry':
    case 'otherCount':
      return refusals.repacked();
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return quoteName(typeof value === 'string' ? value : JSON.stringify(value));
}
