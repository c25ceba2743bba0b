import { crc32, inflateRawSync } from 'node:zlib';
import { quoteEntry, type RefuseNpz } from './npz-problem.ts';
import type { ZipEntry } from './zip-directory.ts';

/**
 * The bytes of an entry, stored or deflated. Never more of them than the directory says, and no others than those
 * whose checksum it holds.
 *
 * @throws ProblemError npz.invalid
 */
export function unpackEntry(archive: Uint8Array, entry: ZipEntry, refuse: RefuseNpz): Uint8Array {
  const place = quoteEntry(entry.name);
  const packed = archive.subarray(entry.start, entry.start + entry.packedSize);
  const bytes = unpack(packed, entry, place, refuse);
  if (bytes.length !== entry.size)
    throw refuse(
      place,
      `${bytes.length} bytes where the directory says ${entry.size}`,
      'a whole file is accepted',
    );
  if (crc32(bytes) !== entry.crc)
    throw refuse(
      place,
      'its checksum does not fit its bytes',
      'an undamaged file is accepted; copy it again',
    );
  return bytes;
}

function unpack(packed: Uint8Array, entry: ZipEntry, place: string, refuse: RefuseNpz): Uint8Array {
  if (entry.method === 0) return packed;
  if (entry.method !== 8)
    throw refuse(place, `compression method ${entry.method}`, 'stored (0) and deflated (8) are accepted');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw refuse(
        place,
        `more than the ${entry.size} bytes that the directory says`,
        'a true size is accepted',
      );
    throw refuse(place, 'its compressed bytes are damaged', 'an undamaged file is accepted; copy it again');
  }
}
