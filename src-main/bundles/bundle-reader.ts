import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import * as v from 'valibot';
import { isProblem, problem } from '#shared/problem.ts';
import { openFileSource, type ByteSource } from '../formats/byte-source.ts';
import { codeOf, reasonOf } from '../formats/whole-file.ts';
import { isAsWritten } from '../formats/zip-as-written.ts';
import { listEntries, type ZipEntry } from '../formats/zip-directory.ts';
import { bundleFormat, limits, listEntry, mostBytesOf } from './layout.ts';
import { parseJson, readJson } from './read-json.ts';
import { refusalsOf, type Refusals } from './refusal.ts';
import { ListSchema, type BundleList } from './schemas.ts';

/** Where an entry's bytes lie in the file, and what they hash to. */
export interface EntryPlace {
  start: number;
  size: number;
  sha256: string;
}

/** Bytes that are hashed before other work has its turn. */
const pieceBytes = 2 ** 22;

/** A bundle whose names, sizes and list of entries have been judged; its entries are judged as they are read. */
export class BundleReader {
  readonly file: string;
  readonly bytes: number;
  readonly list: BundleList;
  readonly refuse: Refusals;
  readonly #archive: ByteSource & { close(): void };
  readonly #places = new Map<string, EntryPlace>();

  /**
   * @param name what the file is called in what is said about it
   * @throws ProblemError file.missing, file.unreadable, bundle.…
   */
  static open(file: string, name: string): BundleReader {
    const archive = openArchive(file, name);
    try {
      return new BundleReader(file, archive, refusalsOf(name));
    } catch (error) {
      archive.close();
      // The file became shorter while it was read.
      throw error instanceof RangeError ? problem('bundle.cut', { file: name }) : error;
    }
  }

  private constructor(file: string, archive: ByteSource & { close(): void }, refuse: Refusals) {
    this.file = file;
    this.bytes = archive.size;
    this.refuse = refuse;
    this.#archive = archive;
    const entries = listEntries(archive, limits.entries, refuse.zip);
    const list = readList(archive, entries, refuse);
    judgeEntries(entries, refuse);
    if (!isAsWritten(archive, entries)) throw refuse.repacked();
    this.list = readJson(list, ListSchema, listEntry, refuse);
    const listed = this.list.entries;
    if (listed.length !== entries.length - 1)
      throw refuse.altered(
        listEntry,
        `it lists ${listed.length} entries, and there are ${entries.length - 1}`,
      );
    for (const [index, { name, size, sha256 }] of listed.entries()) {
      const entry = entries[index];
      if (entry?.name !== name || entry.size !== size)
        throw refuse.altered(name, 'another one stands in its place');
      this.#places.set(name, { start: entry.start, size, sha256 });
    }
  }

  get names(): Iterable<string> {
    return this.#places.keys();
  }

  has(name: string): boolean {
    return this.#places.has(name);
  }

  /** @throws ProblemError bundle.missing */
  place(name: string): EntryPlace {
    const place = this.#places.get(name);
    if (place === undefined) throw this.refuse.missing(name);
    return place;
  }

  /**
   * The bytes of an entry, whose hash is that in the list.
   *
   * @throws ProblemError bundle.missing, bundle.altered, bundle.cut
   */
  async read(name: string): Promise<Uint8Array> {
    const { start, size, sha256 } = this.place(name);
    const bytes = this.#read(start, size);
    const hash = createHash('sha256');
    for (let at = 0; at < size; at += pieceBytes) {
      if (at > 0) await setImmediate();
      hash.update(bytes.subarray(at, at + pieceBytes));
    }
    if (hash.digest('hex') !== sha256) throw this.refuse.altered(name, 'its SHA-256 is not the listed one');
    return bytes;
  }

  async readJson<S extends v.GenericSchema>(name: string, schema: S): Promise<v.InferOutput<S>> {
    return readJson(await this.read(name), schema, name, this.refuse);
  }

  close(): void {
    this.#archive.close();
  }

  #read(start: number, size: number): Uint8Array {
    try {
      return this.#archive.read(start, size);
    } catch (error) {
      throw error instanceof RangeError ? this.refuse.cut() : error;
    }
  }
}

function openArchive(file: string, name: string): ByteSource & { close(): void } {
  try {
    return openFileSource(file);
  } catch (error) {
    if (isProblem(error)) throw error;
    if (codeOf(error) === 'ENOENT') throw problem('file.missing', { file: name });
    throw problem('file.unreadable', { file: name, reason: reasonOf(error) });
  }
}

/** The bytes of the list, after a look at the version: a newer one may have other names and another layout. */
function readList(archive: ByteSource, entries: readonly ZipEntry[], refuse: Refusals): Uint8Array {
  const entry = entries.find(({ name }) => name === listEntry);
  if (entry === undefined) throw refuse.notABundle();
  if (entry.method !== 0 || entry.size !== entry.packedSize) throw refuse.compressed(listEntry);
  if (entry.size > limits.list) throw refuse.tooLarge(listEntry, entry.size, limits.list);
  const bytes = archive.read(entry.start, entry.size);
  if (crc32(bytes) !== entry.crc) throw refuse.altered(listEntry, 'its checksum does not fit its bytes');
  const told = v.safeParse(v.object({ format: v.string() }), parseJson(bytes, listEntry, refuse));
  const found = told.success ? /^layerbench\/bundle@(\d{1,6})$/.exec(told.output.format)?.[1] : undefined;
  if (found === undefined) throw refuse.notABundle();
  const supported = Number(bundleFormat.split('@')[1]);
  if (Number(found) > supported) throw refuse.newer(Number(found), supported);
  return bytes;
}

/** Every name one that a bundle has, once, last the list; every entry stored, and no larger than its kind may be. */
function judgeEntries(entries: readonly ZipEntry[], refuse: Refusals): void {
  const seen = new Set<string>();
  for (const { name, method, size, packedSize } of entries) {
    const most = mostBytesOf(name);
    if (most === null) throw refuse.name(name);
    if (seen.has(name)) throw refuse.twice(name);
    seen.add(name);
    if (method !== 0 || size !== packedSize) throw refuse.compressed(name);
    if (size > most) throw refuse.tooLarge(name, size, most);
  }
  if (entries.at(-1)?.name !== listEntry) throw refuse.repacked();
}
