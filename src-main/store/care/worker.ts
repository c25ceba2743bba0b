import { parentPort, workerData } from 'node:worker_threads';
import { toFailure } from '../thread-failure.ts';
import { backUpTo } from './back-up-to.ts';
import { listBackups, newestSoundBackup } from './backup-list.ts';
import { inspectStore } from './inspect-store.ts';
import type { CareJob, CareMessage } from './messages.ts';
import { restoreBackup } from './restore.ts';

/**
 * A thread for one long look at the file or one copy of it, with connections of its own, so that neither the store
 * thread nor a window waits for it. It may be ended at any moment.
 */
if (!parentPort) throw new Error('the care worker runs only as a thread');
const port = parentPort;
const say = (message: CareMessage) => port.postMessage(message);

try {
  say({ type: 'done', result: await work(workerData as CareJob) });
} catch (error) {
  say({ type: 'failed', error: toFailure(error) });
}

function work(job: CareJob): unknown {
  switch (job.task) {
    case 'list':
      return listBackups(job.file);
    case 'newestSound':
      return newestSoundBackup(job.file);
    case 'backUp':
      return backUpTo(job.file, job.target, job.now);
    case 'check':
      return inspectStore(job.file, (progress) => say({ type: 'progress', progress }));
    case 'restore':
      return restoreBackup(job.file, job.backup, job.now);
  }
}
