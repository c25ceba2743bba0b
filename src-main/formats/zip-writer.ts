import {
  centralHeader,
  crcOf,
  endOfDirectory,
  localHeader,
  mostZipBytes,
  mostZipEntries,
  type StoredEntry,
} from './zip-headers.ts';

/** Bytes in the order in which they are written. */
export type ByteParts = readonly Uint8Array[];

/**
 * The bytes of a ZIP archive of stored entries, after PKWARE's APPNOTE 6.3.10, entry by entry: what was handed out need
 * not be kept. Without the 64-bit form, so its bytes stay below 4 GiB and its entries below 65,536.
 *
 * @throws RangeError beyond that
 */
export class ZipParts {
  readonly #entries: { entry: StoredEntry; offset: number }[] = [];
  #offset = 0;

  /** Bytes so far. */
  get size(): number {
    return this.#offset;
  }

  /** @returns what stands in the archive for an entry */
  add(name: string, parts: ByteParts): ByteParts {
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    const entry = { name, size, crc: crcOf(parts) };
    this.#entries.push({ entry, offset: this.#offset });
    return this.#count([localHeader(entry), ...parts]);
  }

  /** @returns what stands after the last entry */
  end(): ByteParts {
    const start = this.#offset;
    const directory = this.#entries.map(({ entry, offset }) => centralHeader(entry, offset));
    const size = directory.reduce((sum, part) => sum + part.length, 0);
    return this.#count([...directory, endOfDirectory(this.#entries.length, start, size)]);
  }

  #count(parts: ByteParts): ByteParts {
    this.#offset += parts.reduce((sum, part) => sum + part.length, 0);
    if (this.#offset > mostZipBytes || this.#entries.length >= mostZipEntries)
      throw new RangeError(`${this.#offset} bytes in ${this.#entries.length} entries are too many`);
    return parts;
  }
}

/** A whole archive in memory; the same entries give the same bytes. */
export function writeZip(entries: readonly { name: string; bytes: Uint8Array }[]): Uint8Array {
  const zip = new ZipParts();
  const parts = entries.flatMap(({ name, bytes }) => zip.add(name, [bytes]));
  return Buffer.concat([...parts, ...zip.end()]);
}
