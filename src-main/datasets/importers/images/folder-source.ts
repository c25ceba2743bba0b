import { open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Refusals } from '../../../formats/refusals.ts';
import { mostDepth, mostFiles, type ImageSource } from './image-source.ts';

/** A folder of this machine. Symbolic links are not followed, hidden files passed over. */
export function folderSource(folder: string, refusals: Refusals): ImageSource {
  const fileOf = (names: readonly string[]) => path.join(folder, ...names);
  return {
    async list() {
      const found: string[][] = [];
      const waiting: string[][] = [[]];
      for (let inside = waiting.pop(); inside !== undefined; inside = waiting.pop())
        for (const entry of await readdir(fileOf(inside), { withFileTypes: true })) {
          if (entry.name.startsWith('.') || entry.isSymbolicLink()) continue;
          const names = [...inside, entry.name];
          if (entry.isDirectory()) {
            if (names.length > mostDepth)
              throw refusals.tooLarge(JSON.stringify(names.join('/')), names.length, mostDepth, 'folders');
            waiting.push(names);
          } else if (entry.isFile()) {
            if (found.push(names) > mostFiles)
              throw refusals.tooLarge('"/"', found.length, mostFiles, 'files');
          }
        }
      return found;
    },
    async head(names, most) {
      const handle = await open(fileOf(names));
      try {
        const { size } = await handle.stat();
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(size, most)));
        return { size, bytes: buffer.subarray(0, bytesRead) };
      } finally {
        await handle.close();
      }
    },
    read: (names) => readFile(fileOf(names)),
  };
}
