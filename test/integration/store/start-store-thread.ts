import { Worker } from 'node:worker_threads';
import { openStoreClient, type OpenStore } from '#main/store/client.ts';
import type { StoreWorkerData } from '#main/store/messages.ts';

const entry = new URL('../../../src-main/store/worker.ts', import.meta.url);

/** Starts the real store thread over a file. */
export function spawnStoreThread(file: string): Worker {
  return new Worker(entry, { workerData: { file } satisfies StoreWorkerData });
}

export function startStore(file: string): Promise<OpenStore> {
  return openStoreClient(() => spawnStoreThread(file));
}
