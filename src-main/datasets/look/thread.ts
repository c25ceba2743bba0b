import type { Worker } from 'node:worker_threads';
import type { Dataset } from '../dataset.ts';
import { shareDataset } from './share.ts';
import { look, type LookJob, type LookTask, type LookTasks } from './work.ts';

/** Starts `worker.ts` (or its built form) with a job. */
export type SpawnLook = (job: LookJob) => Worker;

/** Numbers that are looked at within some 50 ms; a thread for fewer would take longer to start. */
const quickNumbers = 150_000;

/** Does one job: a small one at once, a large one in a thread of its own. */
export async function takeLook<T extends LookTask>(
  spawn: SpawnLook,
  task: T,
  dataset: Dataset,
  question: LookTasks[T]['question'],
): Promise<LookTasks[T]['answer']> {
  const job = (data: Dataset) => ({ task, dataset: data, ...question }) as unknown as LookJob;
  if (effortOf(job(dataset)) <= quickNumbers) return look(job(dataset));
  const worker = spawn(job(await shareDataset(dataset)));
  // A look that nobody waits for any more does not keep the program alive.
  worker.unref();
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: LookTasks[T]['answer']) => resolve(answer));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the look thread ended early (exit code ${code})`)));
  });
}

/** How many numbers one would go over once in the same time. */
function effortOf(job: LookJob): number {
  const { X, task } = job.dataset;
  const isComponent = job.task === 'scatter' && (job.x.kind === 'component' || job.y.kind === 'component');
  // Every direction that is looked for goes over all of them, if more quickly.
  return isComponent ? X.length * Math.max(1, Math.min(task.inputs, 64) / 5) : X.length;
}
