import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import type { Checkpoint, StoreApi } from './api.ts';
import { toBytes } from './blobs.ts';
import { prepareRunKeys } from './run-keys.ts';
import { inRead, inWrite } from './transactions.ts';

type CheckpointCalls = Pick<StoreApi, 'saveCheckpoint' | 'readCheckpoint'>;
type Tensor = Checkpoint['tensors'][number];

interface CheckpointRow {
  step: number;
  epoch: number;
  sha256: string;
  created_at: number;
  seal: string;
}

interface TensorRow {
  name: string;
  shape: string;
  type: Tensor['type'];
  bytes: Uint8Array;
}

/** Keeps the last checkpoint of a run: a new one takes the place of the one before, in one transaction. */
export function prepareCheckpoints(db: Database): CheckpointCalls {
  const { keyOf, keyOfActive } = prepareRunKeys(db);
  const clear = db.prepare<[number]>('DELETE FROM checkpoint WHERE run = ?');
  const insert = db.prepare<[CheckpointRow & { run: number }]>(
    `INSERT INTO checkpoint (run, step, epoch, sha256, created_at, seal)
     VALUES (@run, @step, @epoch, @sha256, @created_at, @seal)`,
  );
  const insertTensor = db.prepare<[TensorRow & { run: number; step: number; position: number }]>(
    `INSERT INTO checkpoint_tensor (run, step, position, name, shape, type, bytes)
     VALUES (@run, @step, @position, @name, @shape, @type, @bytes)`,
  );
  const select = db.prepare<[number], CheckpointRow>(
    'SELECT step, epoch, sha256, created_at, seal FROM checkpoint WHERE run = ? ORDER BY step DESC LIMIT 1',
  );
  const selectTensors = db.prepare<[number, number], TensorRow>(
    'SELECT name, shape, type, bytes FROM checkpoint_tensor WHERE run = ? AND step = ? ORDER BY position',
  );

  return {
    saveCheckpoint: (checkpoint) =>
      inWrite(db, () => {
        const run = keyOfActive(checkpoint.run);
        const { step, epoch, sha256, createdAt } = checkpoint;
        clear.run(run);
        insert.run({ run, step, epoch, sha256, created_at: createdAt, seal: sealOf(checkpoint) });
        checkpoint.tensors.forEach(({ name, shape, type, bytes }, position) =>
          insertTensor.run({
            run,
            step,
            position,
            name,
            shape: JSON.stringify(shape),
            type,
            bytes: toBytes(bytes),
          }),
        );
      }),

    readCheckpoint: (run) =>
      inRead(db, () => {
        const key = keyOf(run);
        const row = select.get(key);
        if (!row) return null;
        const { step, epoch, sha256 } = row;
        const tensors = selectTensors.all(key, step).map(toTensor);
        const checkpoint: Checkpoint = { run, step, epoch, tensors, sha256, createdAt: row.created_at };
        if (sealOf(checkpoint) !== row.seal)
          throw problem('store.damaged', {
            file: db.name,
            place: `checkpoint of run ${run} at step ${step}`,
            reason: 'its hash does not fit',
          });
        return checkpoint;
      }),
  };
}

function toTensor({ name, shape, type, bytes }: TensorRow): Tensor {
  return { name, shape: JSON.parse(shape) as number[], type, bytes: new Uint8Array(bytes) };
}

/** SHA-256, hex, over everything a checkpoint says; the line before each tensor's bytes tells where they end. */
function sealOf({ step, epoch, sha256, createdAt, tensors }: Checkpoint): string {
  const hash = createHash('sha256').update(`${JSON.stringify([step, epoch, sha256, createdAt])}\n`);
  for (const { name, shape, type, bytes } of tensors)
    hash.update(`${JSON.stringify([name, shape, type, bytes.length])}\n`).update(bytes);
  return hash.digest('hex');
}
