import type { ByteSource } from '../../../formats/byte-source.ts';
import type { Refusals } from '../../../formats/refusals.ts';
import { listEntries, type ZipEntry } from '../../../formats/zip-directory.ts';
import { unpackEntry } from '../../../formats/zip-entry.ts';
import { quoteName, type RefuseZip } from '../../../formats/zip-fault.ts';
import { mostDepth, mostFiles, type ImageSource } from './image-source.ts';

/**
 * A folder in a ZIP archive; one image is unpacked at a time. Names that lead out of it, or could hide another, are
 * refused, and what macOS puts beside the files is passed over.
 */
export function archiveSource(archive: ByteSource, refusals: Refusals): ImageSource {
  const refuse: RefuseZip = (fault) =>
    refusals.damaged('entry' in fault ? quoteName(fault.entry) : '"/"', fault.kind);
  const entries = new Map<string, ZipEntry>();
  const unpack = (names: readonly string[]): Uint8Array => {
    const entry = entries.get(names.join('/'));
    if (entry === undefined) throw new RangeError(`there is no entry ${names.join('/')}`);
    return unpackEntry(archive.read(entry.start, entry.packedSize), { ...entry, start: 0 }, refuse);
  };
  return {
    list() {
      const found: string[][] = [];
      for (const entry of listEntries(archive, mostFiles, refuse)) {
        if (entry.name.endsWith('/')) continue;
        const names = entry.name.split('/');
        if (names.some(isUnsafe)) throw refusals.damaged(quoteName(entry.name), 'its name');
        if (names.length > mostDepth)
          throw refusals.tooLarge(quoteName(entry.name), names.length, mostDepth, 'folders');
        if (entries.has(entry.name)) throw refusals.damaged(quoteName(entry.name), 'it stands there twice');
        entries.set(entry.name, entry);
        if (!names.some((name) => name.startsWith('.') || name === '__MACOSX')) found.push(names);
      }
      return Promise.resolve(found);
    },
    head(names, most) {
      const entry = entries.get(names.join('/'));
      const size = entry?.size ?? 0;
      const isStored = entry?.method === 0;
      const bytes = isStored
        ? archive.read(entry.start, Math.min(entry.packedSize, most))
        : unpack(names).subarray(0, most);
      return Promise.resolve({ size, bytes });
    },
    read: (names) => Promise.resolve(unpack(names)),
  };
}

function isUnsafe(name: string): boolean {
  return name === '' || name === '.' || name === '..' || /[\\\p{Cc}]/u.test(name);
}
