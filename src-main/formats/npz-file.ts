import { readFile, stat } from 'node:fs/promises';
import { isProblem, problem } from '#shared/problem.ts';
import type { FloatArray, NumpyArray } from './npy.ts';
import { mostBytes, readNpz, writeNpz } from './npz.ts';
import { codeOf, reasonOf, writeWhole } from './whole-file.ts';

/**
 * @param name what the person calls the file, where that is not its path
 * @throws ProblemError file.missing, file.unreadable, npz.invalid
 */
export async function readNpzFile(file: string, name = file): Promise<Map<string, NumpyArray>> {
  return readNpz(await readBytes(file), name);
}

/**
 * Writes the file whole or not at all; one that is there is replaced.
 *
 * @throws ProblemError file.unwritable, and npz.invalid when it would be too large
 */
export async function writeNpzFile(
  file: string,
  arrays: Iterable<readonly [string, FloatArray]>,
): Promise<void> {
  const bytes = writeNpz(arrays, file);
  await writeWhole(file, (sink) => sink(bytes));
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw problem('file.unreadable', { file, reason: 'it is not a plain file' });
    if (found.size > mostBytes)
      throw problem('file.unreadable', {
        file,
        reason: `${found.size} bytes; at most ${mostBytes} are accepted`,
      });
    return await readFile(file);
  } catch (error) {
    if (isProblem(error)) throw error;
    if (codeOf(error) === 'ENOENT') throw problem('file.missing', { file });
    throw problem('file.unreadable', { file, reason: reasonOf(error) });
  }
}
