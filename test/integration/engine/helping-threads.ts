import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Assistant, NetworkTrainer, TrainerOptions, TrainingSpec } from '#shared/core/engine/engine.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';

const entry = new URL('./assist.ts', import.meta.url);

/** A thread of its own for an assistant; `ended` resolves with its exit code. */
export function startHelper(assistant: Assistant): { ended: Promise<number> } {
  const worker = new Worker(entry, { workerData: assistant });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  worker.once('error', reject);
  worker.once('exit', resolve);
  return { ended: promise };
}

/** Threads that help trainer after trainer: to start one takes longer than a small training. */
export class HelpingThreads {
  readonly #workers: Worker[];

  constructor(count: number) {
    this.#workers = Array.from({ length: count }, () => new Worker(entry, { workerData: null }));
  }

  /** A trainer that all its threads have come to. */
  async createTrainer(
    spec: TrainingSpec,
    options: TrainerOptions & { threads: number },
  ): Promise<NetworkTrainer> {
    const assistants: Assistant[] = [];
    const trainer = wasmEngine.createTrainer(spec, {
      ...options,
      startThread: (assistant) => {
        assistants.push(assistant);
        this.#workers[assistant.thread - 1]?.postMessage(assistant);
      },
    });
    await waitForArrivals(assistants);
    return trainer;
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

/** Resolves when so many of the assistants' threads have come, by default all. */
export async function waitForArrivals(
  assistants: readonly Assistant[],
  count = assistants.length,
): Promise<void> {
  const [first] = assistants;
  if (first === undefined) return;
  const arrivals = wordAt(first, first.arrivals);
  // A thread that has come is blocked in its work and can send no message.
  while (Atomics.load(arrivals, 0) < count) await setTimeout(2);
}

/** How many commands the trainer of an assistant has given to its threads. */
export function countCommands(assistant: Assistant): number {
  return Atomics.load(wordAt(assistant, assistant.arrivals - 128), 0);
}

function wordAt({ memory }: Assistant, at: number): Int32Array {
  return new Int32Array((memory as { buffer: SharedArrayBuffer }).buffer, at, 1);
}
