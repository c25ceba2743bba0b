import type { Worker } from 'node:worker_threads';
import type { CareProgress } from '#shared/contract/care.ts';
import { fromFailure } from '../thread-failure.ts';
import type { CareJob, CareMessage, CareTask, CareTasks } from './messages.ts';

/** Starts `worker.ts` (or its built form) with a job. */
export type SpawnCare = (job: CareJob) => Worker;

/**
 * Has a thread of its own do one task.
 *
 * @param tell what is told on the way
 * @param signal ends the thread; the promise is then rejected with the signal's reason
 * @throws ProblemError of the task
 */
export async function takeCare<T extends CareTask>(
  spawn: SpawnCare,
  task: T,
  job: CareTasks[T]['job'],
  { tell, signal }: { tell?: (progress: CareProgress) => void; signal?: AbortSignal | undefined } = {},
): Promise<CareTasks[T]['result']> {
  signal?.throwIfAborted();
  const worker = spawn({ task, ...job } as unknown as CareJob);
  const end = () => void worker.terminate();
  signal?.addEventListener('abort', end, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (message: CareMessage) => {
        if (message.type === 'progress') tell?.(message.progress);
        else if (message.type === 'failed') reject(fromFailure(message.error));
        else resolve(message.result as CareTasks[T]['result']);
      });
      worker.once('error', reject);
      worker.once('exit', (code) =>
        reject(
          signal?.aborted
            ? (signal.reason as Error)
            : new Error(`the care thread ended early (exit code ${code})`),
        ),
      );
    });
  } finally {
    signal?.removeEventListener('abort', end);
  }
}
