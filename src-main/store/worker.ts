import { parentPort, workerData } from 'node:worker_threads';
import type { StoreApi } from './api.ts';
import {
  openingId,
  storeMethods,
  type StoreAnswer,
  type StoreFailure,
  type StoreRequest,
  type StoreWorkerData,
} from './messages.ts';
import { openStore } from './store.ts';
import { toFailure } from './thread-failure.ts';

/** The store thread: the one place that waits for the disk. It owns the connection and answers in order. */
if (!parentPort) throw new Error('the store worker runs only as a thread');
const port = parentPort;
const { file } = workerData as StoreWorkerData;

let store: StoreApi | undefined;
answer(openingId, () => {
  store = openStore(file, { now: Date.now });
  port.on('message', serve);
});

function serve({ id, method, args }: StoreRequest): void {
  answer(id, () => {
    if (!store || !storeMethods.includes(method)) throw new Error(`the store has no call named ${method}`);
    return (store[method] as (...args: unknown[]) => unknown)(...args);
  });
  if (method === 'close') port.close();
}

function answer(id: number, work: () => unknown): void {
  const start = performance.now();
  const reply = (result: { ok: unknown } | { error: StoreFailure }) =>
    port.postMessage({ id, milliseconds: performance.now() - start, ...result } satisfies StoreAnswer);
  try {
    reply({ ok: work() });
  } catch (error) {
    reply({ error: toFailure(error) });
  }
}
