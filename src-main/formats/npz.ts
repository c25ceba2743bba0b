import { bytesAsSource } from './byte-source.ts';
import { readNpy, writeNpy, type FloatArray, type NumpyArray } from './npy.ts';
import { quoteEntry, refuseIn, refuseZip, type RefuseNpz } from './npz-problem.ts';
import { listEntries, type ZipEntry } from './zip-directory.ts';
import { unpackEntry } from './zip-entry.ts';
import { writeZip } from './zip-writer.ts';

/** The most that an NPZ file may unpack to, in bytes. */
export const mostBytes = 2 ** 30;

export const mostEntries = 4096;

/** An entry larger than this may unpack to at most `mostRatio` times its packed size. */
const smallEntry = 2 ** 24;
const mostRatio = 200;

/**
 * Reads the arrays of an NPZ file, as `numpy.savez` and `numpy.savez_compressed` write it, by name.
 *
 * @param file its name, for what is said about it
 * @throws ProblemError npz.invalid, naming the entry, what stands there and what is accepted
 */
export function readNpz(bytes: Uint8Array, file: string): Map<string, NumpyArray> {
  const refuse = refuseIn(file);
  const inArchive = refuseZip(refuse);
  const entries = listEntries(bytesAsSource(bytes), mostEntries, inArchive);
  refuseTooLarge(entries, refuse);
  const arrays = new Map<string, NumpyArray>();
  for (const entry of entries) {
    const place = quoteEntry(entry.name);
    const name = arrayName(entry.name, place, arrays, refuse);
    arrays.set(name, readNpy(unpackEntry(bytes, entry, inArchive), place, refuse));
  }
  return arrays;
}

/** @throws ProblemError npz.invalid where the entry is not called as an array is, or as one that was `taken` before */
export function arrayName(
  entry: string,
  place: string,
  taken: { has(name: string): boolean },
  refuse: RefuseNpz,
): string {
  const name = /^([^/\\\p{Cc}]+)\.npy$/u.exec(entry)?.[1];
  if (name === undefined)
    throw refuse(place, 'its name', 'the name of an array and .npy, without folders, is accepted');
  if (taken.has(name)) throw refuse(place, 'it stands there twice', 'one array of each name is accepted');
  return name;
}

/** Arrays by name as an NPZ file, stored without compression; the same arrays give the same bytes. */
export function writeNpz(arrays: Iterable<readonly [string, FloatArray]>, file: string): Uint8Array {
  const entries = Array.from(arrays, ([name, array]) => ({ name: `${name}.npy`, bytes: writeNpy(array) }));
  const total = entries.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > mostBytes)
    throw refuseIn(file)(
      'the archive',
      `${total} bytes to write`,
      `at most ${mostBytes} are; take fewer examples`,
    );
  return writeZip(entries);
}

/** @throws ProblemError npz.invalid for what unpacks to too much */
export function refuseTooLarge(entries: readonly ZipEntry[], refuse: RefuseNpz): void {
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > mostBytes)
    throw refuse('the archive', `it unpacks to ${total} bytes`, `at most ${mostBytes} are accepted`);
  for (const { name, size, packedSize } of entries)
    if (size > smallEntry && size > mostRatio * packedSize)
      throw refuse(
        quoteEntry(name),
        `${packedSize} bytes that unpack to ${size}`,
        `at most ${mostRatio} times are accepted; write the file with numpy.savez`,
      );
}
