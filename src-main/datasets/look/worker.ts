import { parentPort, workerData } from 'node:worker_threads';
import { look, type LookJob } from './work.ts';

/** A thread for one look at a large dataset, so that nobody waits for it but who asked. */
if (!parentPort) throw new Error('the look worker runs only as a thread');
parentPort.postMessage(look(workerData as LookJob));
