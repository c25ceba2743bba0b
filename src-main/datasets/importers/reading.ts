import { setImmediate } from 'node:timers/promises';
import type { ImportedFile } from '../table/importer.ts';

/** The most bytes that the columns of one table may take. */
export const mostTableBytes = 2 ** 31;
export const mostColumns = 10_000;

/**
 * Says how far a file is read and lets what waits have its turn.
 *
 * @throws the reason of the signal where the person has cancelled
 */
export async function tellProgress({ progress, signal }: ImportedFile, share: number): Promise<void> {
  progress(share);
  await setImmediate();
  signal.throwIfAborted();
}

/** `data/train.npz` is called `train`. */
export function tableName(file: string): string {
  const last = file.split(/[/\\]/).at(-1) ?? file;
  return last.replace(/(?<=.)\.gz$/i, '').replace(/(?<=.)\.(?:npy|npz|h5|hdf5|he5|parquet|pq|idx)$/i, '');
}
