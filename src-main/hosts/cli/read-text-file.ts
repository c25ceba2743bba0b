import { readFile } from 'node:fs/promises';
import { problem } from '#shared/problem.ts';

/**
 * Reads a text file that a person named.
 *
 * @throws ProblemError file.missing, file.unreadable
 */
export async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw problem('file.missing', { file });
    throw problem('file.unreadable', { file, reason: code === 'EISDIR' ? 'it is a folder' : message });
  }
}
