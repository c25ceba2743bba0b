import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes that are read by place, in memory or in a file. */
export interface ByteSource {
  readonly size: number;
  /** @throws RangeError when the place lies outside, or the file has become shorter */
  read(at: number, length: number): Uint8Array;
}

export function bytesAsSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read(at, length) {
      refuseOutside(bytes.length, at, length);
      return bytes.subarray(at, at + length);
    },
  };
}

/**
 * A file that stays open until it is closed; only what is asked for comes into memory.
 *
 * @throws Error when it cannot be opened or is no plain file
 */
export function openFileSource(file: string): ByteSource & { close(): void } {
  const handle = openSync(file, 'r');
  const found = fstatSync(handle);
  const { size } = found;
  if (!found.isFile()) {
    closeSync(handle);
    throw new Error('it is not a plain file');
  }
  let isOpen = true;
  return {
    size,
    read(at, length) {
      refuseOutside(size, at, length);
      const bytes = Buffer.allocUnsafeSlow(length);
      for (let done = 0; done < length;) {
        const count = readSync(handle, bytes, done, length - done, at + done);
        if (count === 0) throw new RangeError(`the file has become shorter than ${at + length} bytes`);
        done += count;
      }
      return bytes;
    },
    close() {
      if (isOpen) closeSync(handle);
      isOpen = false;
    },
  };
}

export function viewOf(source: ByteSource, at: number, length: number): DataView {
  const bytes = source.read(at, length);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function refuseOutside(size: number, at: number, length: number): void {
  if (!(at >= 0 && length >= 0 && at + length <= size))
    throw new RangeError(`bytes ${at} to ${at + length} lie outside of ${size}`);
}
