import type { BundlePreview, ExportChoices, ImportReport } from '#shared/contract/bundles.ts';
import type { BundleExport } from './bundle-export.ts';
import type { BundleImport } from './bundle-import.ts';
import type { Live } from './live.ts';
import type { Transfers } from './transfers.ts';

export interface BundlePageParts {
  export: BundleExport;
  import: BundleImport;
  transfers: Transfers;
  live: Live;
}

/** Bundles for a page, which has no files of its own: they come and go in pieces, and are named by their transfer. */
export class BundlePage {
  readonly #parts: BundlePageParts;

  constructor(parts: BundlePageParts) {
    this.#parts = parts;
  }

  /** Writes a bundle to be received. */
  async write(
    choices: ExportChoices,
    signal?: AbortSignal,
  ): Promise<{ transfer: string; fileName: string; bytes: number }> {
    const { transfers, export: writer } = this.#parts;
    const fileName = await writer.fileNameFor(choices.runs);
    const { id, file } = await transfers.make(fileName, 0);
    try {
      const { bytes } = await writer.toFile(file, choices, signal);
      return { transfer: id, fileName, bytes };
    } catch (error) {
      await transfers.discard(id);
      throw error;
    }
  }

  async receive({ transfer, at }: { transfer: string; at: number }): Promise<{ piece: string }> {
    const bytes = await this.#parts.transfers.receive(transfer, at);
    return { piece: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') };
  }

  /** @throws ProblemError bundle.noRoom */
  async announce({ fileName, bytes }: { fileName: string; bytes: number }): Promise<{ transfer: string }> {
    await this.#parts.import.requireRoom(fileName, bytes);
    const { id } = await this.#parts.transfers.make(fileName, bytes);
    return { transfer: id };
  }

  async send({ transfer, at, piece }: { transfer: string; at: number; piece: string }): Promise<void> {
    await this.#parts.transfers.send(transfer, at, Buffer.from(piece, 'base64'));
  }

  /** A bundle that the person opened outside of the page, e.g. by a double click. */
  offer(file: string): void {
    this.#parts.transfers.offer(file);
    this.#parts.live.bundleOffered();
  }

  offered(): { transfer: string; fileName: string }[] {
    return this.#parts.transfers.offered.map(({ id, fileName }) => ({ transfer: id, fileName }));
  }

  async look(transfer: string): Promise<BundlePreview> {
    const { file, fileName } = this.#parts.transfers.find(transfer);
    return this.#orLetGo(transfer, this.#parts.import.look(file, fileName));
  }

  async keep(transfer: string): Promise<ImportReport> {
    const { transfers } = this.#parts;
    const { file, fileName } = transfers.find(transfer);
    const report = await this.#orLetGo(transfer, this.#parts.import.keep(file, fileName));
    await transfers.discard(transfer);
    return report;
  }

  /** What was refused is not asked for again. */
  async #orLetGo<T>(transfer: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      await this.#parts.transfers.discard(transfer);
      throw error;
    }
  }
}
