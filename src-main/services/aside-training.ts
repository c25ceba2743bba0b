import type { Worker } from 'node:worker_threads';
import type { Progress } from '#shared/contract/events.ts';
import type { HashedMoment } from '../store/api.ts';
import type { FromWorker, TrainingJob } from '../training/messages.ts';
import { Trainer } from '../training/trainer.ts';

type Ended = Extract<FromWorker, { type: 'ended' }>;

export interface AsideOptions {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** What it throws ends the training as a failure; `stop` ends it as an order would. */
  onHashes?: (moments: HashedMoment[], stop: () => void) => void;
}

/**
 * Trains in a thread of its own without writing anything down.
 *
 * @throws what the thread or `onHashes` threw; the signal's reason when it aborts
 */
export async function runAside(
  spawn: (job: TrainingJob) => Worker,
  job: TrainingJob,
  { signal, onProgress, onHashes }: AsideOptions,
): Promise<Ended> {
  signal?.throwIfAborted();
  const found: { ended?: Ended; failure?: Error } = {};
  const done = Promise.resolve();
  const stop = () => trainer.stop();
  const trainer: Trainer = new Trainer(spawn, job, {
    started: () => done,
    hashed(moments) {
      onHashes?.(moments, stop);
      return done;
    },
    rows({ progress }) {
      onProgress?.(progress);
      return done;
    },
    checkpoints: () => done,
    paused: () => done,
    resumed: () => done,
    ended(message) {
      found.ended = message;
      return done;
    },
    failed(cause) {
      found.failure = cause;
      return done;
    },
  });
  signal?.addEventListener('abort', stop);
  await trainer.done;
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
  if (found.failure !== undefined) throw found.failure;
  if (found.ended === undefined) throw new Error('The training thread told no end.');
  return found.ended;
}
