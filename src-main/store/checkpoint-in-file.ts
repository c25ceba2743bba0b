import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { problem } from '#shared/problem.ts';
import type { Checkpoint, CheckpointInFile } from './api.ts';

/**
 * Reads a checkpoint whose tensors lie in a file, and sees that they are still those that were promised.
 *
 * @throws ProblemError record.changed
 */
export function readCheckpointIn(promised: CheckpointInFile): Omit<Checkpoint, 'run'> {
  const { file, start, bytes: size, bytesSha256, tensors, ...checkpoint } = promised;
  const bytes = readBytes(file, start, size);
  if (createHash('sha256').update(bytes).digest('hex') !== bytesSha256)
    throw problem('record.changed', { file });
  let at = 0;
  return {
    ...checkpoint,
    tensors: tensors.map(({ bytes: length, ...tensor }) => {
      const from = at;
      at += length;
      return { ...tensor, bytes: bytes.subarray(from, at) };
    }),
  };
}

function readBytes(file: string, start: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(size);
  const handle = openSync(file, 'r');
  try {
    for (let done = 0; done < size;) {
      const count = readSync(handle, bytes, done, size - done, start + done);
      if (count === 0) throw problem('record.changed', { file });
      done += count;
    }
  } finally {
    closeSync(handle);
  }
  return bytes;
}
