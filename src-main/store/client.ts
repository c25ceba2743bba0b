import type { Worker } from 'node:worker_threads';
import type { StoreApi, StoreClient } from './api.ts';
import { openingId, storeMethods, type StoreAnswer, type StoreRequest } from './messages.ts';
import { fromFailure } from './thread-failure.ts';

/** The store thread's client; whoever opened it closes it. */
export type OpenStore = StoreClient;

interface Waiting {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/**
 * Starts the store thread and speaks for it. When the thread dies, every call that waits is rejected with the
 * cause, and so is every later one. `close` ends the thread and resolves when it is gone.
 *
 * @param spawn starts `worker.ts` (or its built form) with `StoreWorkerData`
 * @throws ProblemError store.notAStore, store.newer, store.unreadable
 */
export async function openStoreClient(spawn: () => Worker): Promise<OpenStore> {
  const worker = spawn();
  const waiting = new Map<number, Waiting>();
  let lastId = openingId;
  let ended: Error | undefined;

  const exit = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const end = (error: Error) => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on('message', (answer: StoreAnswer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('ok' in answer) call?.resolve(answer.ok);
    else call?.reject(fromFailure(answer.error));
  });
  worker.on('messageerror', (cause) =>
    end(new Error('an answer of the store thread cannot be read', { cause })),
  );
  worker.on('error', (cause: Error) =>
    end(new Error(`the store thread failed: ${cause.message}`, { cause })),
  );
  worker.on('exit', (code) => end(new Error(`the store thread has ended (exit code ${code})`)));

  const expect = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      if (ended) reject(ended);
      else waiting.set(id, { resolve, reject });
    });

  function call(method: keyof StoreApi, args: unknown[]): Promise<unknown> {
    const id = ++lastId;
    const answer = expect(id);
    if (!ended) worker.postMessage({ id, method, args } satisfies StoreRequest);
    return answer;
  }

  let closing: Promise<void> | undefined;
  const close = () => (closing ??= ended ? exit : call('close', []).then(() => exit));

  await expect(openingId);
  const calls = storeMethods.map((method) => [method, (...args: unknown[]) => call(method, args)]);
  return { ...Object.fromEntries(calls), close } as OpenStore;
}
