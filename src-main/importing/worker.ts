import { parentPort, workerData } from 'node:worker_threads';
import type { Preparation } from '#shared/contract/preparation.ts';
import { foreseeTable, prepareTable } from '../datasets/preparation/prepare-table.ts';
import { settle } from '../datasets/preparation/settle.ts';
import { packTable, unpackTable, type TableOfFile } from '../datasets/table/pack-table.ts';
import { toFailure } from '../store/thread-failure.ts';
import type { ImportAnswer, ImportJob, ImportRequest, PreparedImport } from './messages.ts';
import { readTableFile } from './read-table-file.ts';
import { previewTable } from './table-preview.ts';

/** A thread that holds one table: it reads it, says what would become of it, and prepares it. It may end at any moment. */
if (!parentPort) throw new Error('the import worker runs only as a thread');
const port = parentPort;
const job = workerData as ImportJob;
const say = (message: ImportAnswer) => port.postMessage(message);

let held: TableOfFile | null = job.from === 'table' ? unpackTable(job.table) : null;

port.on('message', (request: ImportRequest) => {
  void answer(request).then(
    (result) => say({ type: 'done', result }),
    (error: unknown) => say({ type: 'failed', error: toFailure(error) }),
  );
});

async function answer(request: ImportRequest): Promise<unknown> {
  if (request.task === 'read') {
    if (job.from === 'table') return previewTable(heldTable(), job.preparation);
    // The one before goes first, so that two never lie in memory.
    held = null;
    held = await readTableFile(job, request.choices, (share, bytesPerSecond) =>
      say({ type: 'progress', share, bytesPerSecond }),
    );
    return previewTable(held, settle(held.table, {}));
  }
  const { table, fileName } = heldTable();
  const from = { table, file: fileName };
  return request.task === 'foresee' ? foreseeTable(from, request.preparation) : prepare(request.preparation);
}

function prepare(preparation: Preparation): PreparedImport {
  const whole = heldTable();
  const prepared = prepareTable({ table: whole.table, file: whole.fileName }, preparation);
  const { dataset } = prepared;
  return {
    dataset: { ...dataset, X: shared(dataset.X), Y: shared(dataset.Y) },
    table: job.from === 'table' ? job.table : packTable(whole),
    preparation: prepared.preparation,
  };
}

function heldTable(): TableOfFile {
  if (held === null) throw new Error('nothing was read yet');
  return held;
}

/** Memory that crosses between threads without a copy. */
function shared(values: Float32Array): Float32Array {
  const copy = new Float32Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
