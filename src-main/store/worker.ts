import { parentPort, workerData } from 'node:worker_threads';
import { ProblemError } from '#shared/problem.ts';
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

function toFailure(error: unknown): StoreFailure {
  if (error instanceof ProblemError) {
    const { code, params } = error as ProblemError;
    return { code, params };
  }
  if (error instanceof Error) return { message: error.message, stack: error.stack };
  return { message: String(error), stack: undefined };
}
