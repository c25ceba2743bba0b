import { parentPort, workerData, type Transferable } from 'node:worker_threads';
import type { SeriesPoints, StoreApi } from './api.ts';
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
  answer(
    id,
    () => {
      if (!store || !storeMethods.includes(method)) throw new Error(`the store has no call named ${method}`);
      return (store[method] as (...args: unknown[]) => unknown)(...args);
    },
    method === 'readSeries' ? buffersOf : undefined,
  );
  if (method === 'close') port.close();
}

/** @param moves which memory of the result is handed over instead of copied */
function answer(id: number, work: () => unknown, moves?: (result: unknown) => Transferable[]): void {
  const start = performance.now();
  const reply = (result: { ok: unknown } | { error: StoreFailure }, moved: Transferable[] = []) =>
    port.postMessage({ id, milliseconds: performance.now() - start, ...result } satisfies StoreAnswer, moved);
  try {
    const ok = work();
    reply({ ok }, moves?.(ok));
  } catch (error) {
    reply({ error: toFailure(error) });
  }
}

/** Long series cross without a copy: nobody here looks at them again. */
function buffersOf(result: unknown): Transferable[] {
  const { steps, values } = result as SeriesPoints;
  return [steps.buffer, values.buffer];
}
