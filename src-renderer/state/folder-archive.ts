import { Zip, ZipPassThrough } from 'fflate';

/** A file below a folder; its path begins below the folder, with `/`. */
export interface FolderFile {
  path: string;
  file: File;
}

/** What may be an image; what is none stays behind. */
const imageEnding = /\.(png|jpe?g|jpe|jfif|gif|bmp|tiff?|webp|avif|heic|svg|ppm|pgm)$/i;

export function imagesOf(files: readonly FolderFile[]): FolderFile[] {
  return files.filter(({ path }) => imageEnding.test(path));
}

/** One file of many, as they are: images are compressed already. */
export async function archiveFolder(name: string, files: readonly FolderFile[]): Promise<File> {
  const pieces: BlobPart[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, piece) => {
    failure ??= error;
    if (error === null) pieces.push(piece);
  });
  for (const { path, file } of files) {
    const entry = new ZipPassThrough(path);
    zip.add(entry);
    entry.push(new Uint8Array(await file.arrayBuffer()), true);
  }
  zip.end();
  if (failure !== null) throw failure as Error;
  return new File(pieces, `${name}.zip`);
}

/** The files of a folder that was chosen; the browser puts the folder's own name first. */
export function chosenFiles(files: Iterable<File>): { name: string; files: FolderFile[] } {
  const found = [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  const name = found[0]?.path.split('/')[0] ?? '';
  return { name, files: found.map(({ path, file }) => ({ path: path.split('/').slice(1).join('/'), file })) };
}

/** The files of a folder that was dropped. */
export async function droppedFiles(folder: FileSystemDirectoryEntry): Promise<FolderFile[]> {
  const found: FolderFile[] = [];
  const waiting = [{ folder, path: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of await readFolder(next.folder)) {
      const path = `${next.path}${entry.name}`;
      if (entry.isDirectory) waiting.push({ folder: entry as FileSystemDirectoryEntry, path: `${path}/` });
      else found.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
    }
  }
  return found;
}

/** A reader gives a hundred at a time, and nothing at the end. */
async function readFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
