import { crc32 } from 'node:zlib';

/**
 * Numbers as they lie in a blob: little-endian, which is the byte order of every platform the store's binary
 * is built for. Copies, because a view may stand on memory that is shared with a training thread.
 */
export function toBytes(values: Float32Array | Int32Array | Uint8Array): Buffer {
  return Buffer.copyBytesFrom(values);
}

/** The same bytes without a copy: for what is written before anyone changes it. */
export function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** A copy that other threads see without one more. */
export function toShared(bytes: Uint8Array): Uint8Array<SharedArrayBuffer> {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

export function toFloat32(bytes: Uint8Array): Float32Array {
  return new Float32Array(copyBuffer(bytes));
}

export function toInt32(bytes: Uint8Array): Int32Array {
  return new Int32Array(copyBuffer(bytes));
}

/** CRC-32 over some whole numbers, then over blobs: finds a damaged byte, keeps no secret. */
export function checksum(numbers: readonly number[], ...blobs: readonly Uint8Array[]): number {
  return blobs.reduce((crc, blob) => crc32(blob, crc), crc32(toBytes(Int32Array.from(numbers))));
}

/** A blob may start anywhere in its buffer, but a typed array needs its own alignment. */
function copyBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
