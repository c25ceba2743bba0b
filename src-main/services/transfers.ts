import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { transferPiece } from '#shared/contract/bundles.ts';
import { problem } from '#shared/problem.ts';
import { isRunning, reasonOf } from '../formats/whole-file.ts';

/** Files that wait at once; the oldest makes room for another one. */
const most = 4;

/** A file on its way between a page and the services. */
export interface Transfer {
  id: string;
  /** What the person calls it. */
  fileName: string;
  file: string;
  /** Whether the file is of this service, so that it goes when the transfer ends. */
  isOwn: boolean;
  /** Bytes that it is to have; less have come while it is being sent. */
  bytes: number;
}

/**
 * Files that cross to or from a page piece by piece, so that neither side ever holds one whole. They lie in a folder
 * beside the store, each with the id of its process in its name, and go with their transfer, with the app, or, after a
 * crash, at the next start.
 */
export class Transfers {
  readonly #folder: string;
  readonly #open = new Map<string, Transfer & { handle: FileHandle | null; come: number }>();

  /** @param folder made when it is first needed */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Removes what processes left behind that are gone. */
  async sweep(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) {
      const pid = /^(\d+)-[0-9a-f-]{36}\.part/.exec(name)?.[1];
      if (pid === undefined || isRunning(Number(pid))) continue;
      await rm(path.join(this.#folder, name), { force: true });
    }
  }

  /** A new file of this service. @throws ProblemError file.unwritable */
  async make(fileName: string, bytes: number): Promise<Transfer> {
    const file = path.join(this.#folder, `${process.pid}-${randomUUID()}.part`);
    try {
      await mkdir(this.#folder, { recursive: true });
    } catch (error) {
      throw problem('file.unwritable', { file: this.#folder, reason: reasonOf(error) });
    }
    return this.#add({ id: randomUUID(), fileName, file, isOwn: true, bytes });
  }

  /** A file of the person, which stays where it is. */
  offer(file: string): Transfer {
    return this.#add({ id: randomUUID(), fileName: path.basename(file), file, isOwn: false, bytes: 0 });
  }

  /** @throws ProblemError transfer.gone */
  find(id: string): Transfer {
    const found = this.#open.get(id);
    if (found === undefined) throw problem('transfer.gone', { file: 'bundle' });
    return found;
  }

  get offered(): Transfer[] {
    return [...this.#open.values()].filter(({ isOwn }) => !isOwn);
  }

  /**
   * Appends a piece; they come in order.
   *
   * @throws ProblemError transfer.gone, file.unwritable
   */
  async send(id: string, at: number, piece: Uint8Array): Promise<void> {
    const transfer = this.#open.get(id);
    if (transfer === undefined) throw problem('transfer.gone', { file: 'bundle' });
    const { file, come, bytes } = transfer;
    if (!transfer.isOwn || at !== come || come + piece.length > bytes)
      throw new Error(`a piece of ${piece.length} bytes at ${at} does not follow ${come} of ${bytes} bytes`);
    transfer.come += piece.length;
    try {
      transfer.handle ??= await open(file, 'w');
      for (let done = 0; done < piece.length;)
        done += (await transfer.handle.write(piece, done, piece.length - done, at + done)).bytesWritten;
      if (transfer.come === bytes) await this.#close(transfer);
    } catch (error) {
      await this.discard(id);
      throw problem('file.unwritable', { file, reason: reasonOf(error) });
    }
  }

  /** At most `transferPiece` bytes; none at the end. @throws ProblemError transfer.gone */
  async receive(id: string, at: number): Promise<Uint8Array> {
    const transfer = this.#open.get(id);
    if (transfer === undefined) throw problem('transfer.gone', { file: 'bundle' });
    transfer.handle ??= await open(transfer.file, 'r');
    const { bytesRead, buffer } = await transfer.handle.read(
      Buffer.alloc(transferPiece),
      0,
      transferPiece,
      at,
    );
    return buffer.subarray(0, bytesRead);
  }

  async discard(id: string): Promise<void> {
    const transfer = this.#open.get(id);
    if (transfer === undefined) return;
    this.#open.delete(id);
    await this.#close(transfer);
    if (transfer.isOwn) await rm(transfer.file, { force: true });
  }

  async close(): Promise<void> {
    for (const id of [...this.#open.keys()]) await this.discard(id);
  }

  #add(transfer: Transfer): Transfer {
    const [oldest] = this.#open.keys();
    if (this.#open.size >= most && oldest !== undefined) void this.discard(oldest).catch(() => undefined);
    this.#open.set(transfer.id, { ...transfer, handle: null, come: 0 });
    return transfer;
  }

  async #close(transfer: { handle: FileHandle | null }): Promise<void> {
    const { handle } = transfer;
    transfer.handle = null;
    await handle?.close();
  }
}
