import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import type { HashedMoment } from '../store/api.ts';
import { describeExecution } from './execution.ts';
import type { FromWorker, ToWorker, TrainingJob } from './messages.ts';
import { predictParts } from './predict-parts.ts';
import { TrainingLoop } from './training-loop.ts';
import { hashEach } from './weights-hash.ts';

/** A training thread: one job, from its first message to its last. */

/** Messages with rows that may be on their way to the store before training waits for it. */
const unacknowledgedMost = 4;

if (parentPort === null) throw new Error('The training worker runs only as a thread.');
const port = parentPort;
const post = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

const assistantFile = path.join(
  import.meta.dirname,
  import.meta.filename.endsWith('.ts') ? 'assistant.ts' : 'training-assistant.js',
);

let paused = false;
let stopped = false;
let unacknowledged = 0;
let unkept = 0;
let wake: (() => void) | null = null;
/** Hashes that wait for the next rows, so that the store writes them as rarely. */
let hashed: HashedMoment[] = [];

/** Resolves at the next message. */
const nextMessage = () => new Promise<void>((resolve) => (wake = resolve));

function postHashes(): void {
  if (hashed.length > 0) post({ type: 'hashed', moments: hashed });
  hashed = [];
}

const job = workerData as TrainingJob;
const loop = new TrainingLoop(job, wasmEngine, {
  now: () => performance.now(),
  isStopped: () => stopped,
  isPaused: () => paused && !stopped,
  async breathe() {
    await setImmediate();
  },
  async waitWhilePaused() {
    post({ type: 'paused', seconds: loop.seconds });
    while (paused && !stopped) await nextMessage();
    post({ type: 'resumed' });
  },
  startThread(assistant) {
    // Until it has come the trainer works alone; when it cannot come, to the end.
    new Worker(assistantFile, { workerData: assistant, name: 'training-assistant' }).on('error', () => {});
  },
  recordHashes(moment) {
    hashed.push({ step: loop.step, moment, tensors: hashEach(loop.viewPredicting()) });
  },
  async send(rows, progress, scores) {
    postHashes();
    unacknowledged += 1;
    const buffers = rows.flatMap(({ steps, values }) => [steps.buffer, values.buffer] as ArrayBuffer[]);
    post({ type: 'rows', rows, progress, seconds: loop.seconds, scores }, buffers);
    while (unacknowledged > unacknowledgedMost) await nextMessage();
  },
  keep(checkpoints) {
    unkept += 1;
    post({ type: 'checkpoints', checkpoints });
  },
  async kept() {
    while (unkept > 0) await nextMessage();
  },
});

port.on('message', (message: ToWorker) => {
  handle(message);
  wake?.();
});

function handle(message: ToWorker): void {
  switch (message.type) {
    case 'pause':
      paused = true;
      return;
    case 'resume':
      paused = false;
      return;
    case 'stop':
      stopped = true;
      return;
    case 'acknowledge':
      if (message.brought === 'rows') unacknowledged -= 1;
      else unkept -= 1;
      return;
    case 'predict': {
      const values = predictParts(loop.trainer, job.spec, message.X, message.m);
      const outputs = values.length / message.m;
      post({ type: 'predicted', sequence: message.sequence, step: loop.step, outputs, values });
      return;
    }
    default:
      throw new Error(`Unknown message ${JSON.stringify(message satisfies never)}`);
  }
}

// They are in their places now, and may be as large as the network.
if (job.start !== null) job.start.tensors = [];
const { totalSteps, measurements } = loop;
post({ type: 'started', keys: measurements.keys, totalSteps, execution: describeExecution(job, loop) });
const end = await loop.run();
hashed.push({ step: loop.step, moment: 'end', tensors: hashEach(loop.viewPredicting()) });
postHashes();
const checkpoint = loop.lastCheckpoint(end);
post({
  type: 'ended',
  ...end,
  progress: loop.progress(),
  seconds: loop.seconds,
  scores: measurements.finalScores(),
  checkpoint,
});
loop.trainer.dispose();
port.close();
