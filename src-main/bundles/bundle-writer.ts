import { createHash } from 'node:crypto';
import { problem } from '#shared/problem.ts';
import type { Sink } from '../formats/whole-file.ts';
import { ZipParts, type ByteParts } from '../formats/zip-writer.ts';
import { bundleFormat, limits, listEntry } from './layout.ts';
import type { BundleList } from './schemas.ts';

/** What a bundle file may have, in bytes: what a ZIP archive without its 64-bit form can say. */
const mostBundleBytes = 2 ** 32 - 1;

/** Writes the entries of a bundle one after the other, and at its end the list of them with their hashes. */
export class BundleWriter {
  readonly #zip = new ZipParts();
  readonly #sink: Sink;
  readonly #entries: BundleList['entries'] = [];
  readonly #names = new Set<string>();

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** @throws ProblemError bundle.tooLargeToWrite */
  async add(name: string, parts: ByteParts): Promise<void> {
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    if (this.#zip.size + size > mostBundleBytes - limits.list || this.#entries.length >= limits.entries - 1)
      throw problem('bundle.tooLargeToWrite', { most: Math.floor(mostBundleBytes / 2 ** 20) });
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    this.#names.add(name);
    this.#entries.push({ name, size, sha256: hash.digest('hex') });
    await this.#write(this.#zip.add(name, parts));
  }

  async addText(name: string, text: string): Promise<void> {
    await this.add(name, [new TextEncoder().encode(text)]);
  }

  async end(facts: Pick<BundleList, 'program' | 'createdAt' | 'runs'>): Promise<void> {
    const list: BundleList = { format: bundleFormat, ...facts, entries: this.#entries };
    await this.#write(this.#zip.add(listEntry, [new TextEncoder().encode(JSON.stringify(list))]));
    await this.#write(this.#zip.end());
  }

  async #write(parts: ByteParts): Promise<void> {
    for (const part of parts) await this.#sink(part);
  }
}
