import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { isProblem, problem } from '#shared/problem.ts';
import type { FloatArray, NumpyArray } from './npy.ts';
import { mostBytes, readNpz, writeNpz } from './npz.ts';

/** @throws ProblemError file.missing, file.unreadable, npz.invalid */
export async function readNpzFile(file: string): Promise<Map<string, NumpyArray>> {
  return readNpz(await readBytes(file), file);
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
  try {
    const target = await findTarget(file);
    const part = `${target}.${process.pid}.part`;
    try {
      await writeFile(part, bytes);
      await rename(part, target);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  } catch (error) {
    throw problem('file.unwritable', { file, reason: reasonOf(error) });
  }
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

/** The file that a link leads to, so that the link stays; what is no plain file is never replaced. */
async function findTarget(file: string): Promise<string> {
  try {
    const target = await realpath(file);
    if (!(await stat(target)).isFile()) throw new Error('it is not a plain file');
    return target;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return file;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/** The reason in words, without the path, which the sentence names already. */
function reasonOf(error: unknown): string {
  const reasons: Record<string, string> = {
    ENOENT: 'its folder does not exist',
    ENOTDIR: 'its folder is not a folder',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
  };
  const message = error instanceof Error ? error.message : String(error);
  return reasons[codeOf(error) ?? ''] ?? message;
}
