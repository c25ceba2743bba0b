import { randomFillSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Bytes that are kept aside: enough to write down, on a full disk, that runs wait. */
export const reserveBytes = 4 * 1024 * 1024;
/** Bytes that must be free beside the reserve before runs go on: some seconds of rows. */
const slack = 4 * 1024 * 1024;

/**
 * A file `STORE.reserve` that only takes up room. On a full disk it is let go, so that what happens to the runs can
 * still be written; when there is room again it is made anew before anything else.
 */
export class Reserve {
  readonly #file: string;

  /** @param store the path of the store */
  constructor(store: string) {
    this.#file = `${store}.reserve`;
  }

  /** Bytes that the disk must have free for runs to go on. */
  get needed(): number {
    return this.#isThere() ? slack : reserveBytes + slack;
  }

  /** Bytes that the disk has free for this user; null where that cannot be told. */
  get free(): number | null {
    try {
      const { bavail, bsize } = statfsSync(path.dirname(this.#file));
      return bavail * bsize;
    } catch {
      return null;
    }
  }

  letGo(): void {
    rmSync(this.#file, { force: true });
  }

  /** Makes the reserve where it is missing. @returns whether it is there and some room is left beside it */
  make(): boolean {
    const { free } = this;
    if (free !== null && free < this.needed) return false;
    return this.#isThere() || this.#write();
  }

  #isThere(): boolean {
    return statSync(this.#file, { throwIfNoEntry: false })?.size === reserveBytes;
  }

  #write(): boolean {
    const unfinished = `${this.#file}.${process.pid}.part`;
    try {
      const handle = openSync(unfinished, 'w');
      try {
        // Nothing that a file system could leave out or make smaller.
        writeSync(handle, randomFillSync(Buffer.alloc(reserveBytes)));
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(unfinished, this.#file);
      return this.#isThere();
    } catch {
      rmSync(unfinished, { force: true });
      return false;
    }
  }
}
