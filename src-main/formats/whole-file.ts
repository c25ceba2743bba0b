import { open, readdir, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { isProblem, problem } from '#shared/problem.ts';

/** Takes the next bytes of a file; resolves when they are with the system. */
export type Sink = (bytes: Uint8Array) => Promise<void>;

/** Milliseconds without a write after which an unfinished file of a process that is gone counts as abandoned. */
const abandonedAfter = 60_000;

/**
 * Writes a file whole or not at all: under a name of its own beside it, `FILE.PID.part`, flushed to the disk and then
 * renamed. A file that is there is replaced; a part that a killed process left behind is removed first.
 *
 * @returns its bytes
 * @throws ProblemError file.unwritable, and what `write` throws
 */
export async function writeWhole(file: string, write: (sink: Sink) => Promise<void>): Promise<number> {
  try {
    const target = await findTarget(file);
    await removeAbandoned(target);
    const part = `${target}.${process.pid}.part`;
    try {
      const bytes = await writePart(part, write);
      await rename(part, target);
      return bytes;
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  } catch (error) {
    if (isProblem(error)) throw error;
    if (codeOf(error) === undefined && !(error instanceof NoPlainFile)) throw error;
    throw problem('file.unwritable', { file, reason: reasonOf(error) });
  }
}

async function writePart(part: string, write: (sink: Sink) => Promise<void>): Promise<number> {
  const handle = await open(part, 'w');
  try {
    let bytes = 0;
    await write(async (next) => {
      await writeAll(handle, next);
      bytes += next.length;
    });
    await handle.sync();
    return bytes;
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;)
    done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
}

class NoPlainFile extends Error {}

/** The file that a link leads to, so that the link stays; what is no plain file is never replaced. */
async function findTarget(file: string): Promise<string> {
  try {
    const target = await realpath(file);
    if (!(await stat(target)).isFile()) throw new NoPlainFile('it is not a plain file');
    return target;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return file;
    throw error;
  }
}

async function removeAbandoned(target: string): Promise<void> {
  const folder = path.dirname(target);
  const start = `${path.basename(target)}.`;
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const process = name.startsWith(start) ? /^(\d+)\.part$/.exec(name.slice(start.length))?.[1] : undefined;
    if (process === undefined || isRunning(Number(process))) continue;
    const part = path.join(folder, name);
    const found = await stat(part).catch(() => null);
    if (found?.isFile() && Date.now() - found.mtimeMs > abandonedAfter) await rm(part, { force: true });
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, for another user.
    return codeOf(error) !== 'ESRCH';
  }
}

/** What the system calls a failure, e.g. ENOENT. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** The reason in words, without the path, which the sentence names already. */
export function reasonOf(error: unknown): string {
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
