import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { problem } from '#shared/problem.ts';
import { reasonOf } from './failures.ts';

/** Marks a SQLite file as a Layerbench store: "Lyrb" in ASCII. */
export const applicationId = 0x4c797262;

const magic = Buffer.from('SQLite format 3\0', 'latin1');
const headerBytes = 100;

/**
 * Looks at a file's first 100 bytes without opening it as a database, so that nothing is written beside it.
 * Offsets: https://www.sqlite.org/fileformat.html#the_database_header
 *
 * @returns the schema number that stands in the file, or null when there is no file or an empty one
 * @throws ProblemError store.notAStore, store.unreadable
 */
export function readSchemaFromHeader(file: string): number | null {
  const header = readHeader(file);
  if (header.length === 0) return null;
  const isOurs =
    header.length === headerBytes &&
    header.subarray(0, magic.length).equals(magic) &&
    header.readInt32BE(68) === applicationId;
  if (!isOurs) throw problem('store.notAStore', { file });
  return header.readInt32BE(60);
}

function readHeader(file: string): Buffer {
  const header = Buffer.alloc(headerBytes);
  let handle: number | undefined;
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) return header.subarray(0, 0);
    if (!found.isFile()) throw new Error(found.isDirectory() ? 'it is a folder' : 'it is not a plain file');
    handle = openSync(file, 'r');
    return header.subarray(0, readSync(handle, header, 0, headerBytes, 0));
  } catch (error) {
    throw problem('store.unreadable', { file, reason: reasonOf(error) });
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
