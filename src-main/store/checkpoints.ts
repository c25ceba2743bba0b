import type { Database } from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import type { Checkpoint, CheckpointPlace, StoreApi, WholeCheckpoint } from './api.ts';
import { asBuffer } from './blobs.ts';
import { sealOf, toCheckpoint, type CheckpointRow, type TensorRow } from './checkpoint-row.ts';
import { prepareRunKeys } from './run-keys.ts';
import { inRead, inWrite } from './transactions.ts';

type CheckpointCalls = Pick<
  StoreApi,
  'saveCheckpoints' | 'listCheckpoints' | 'readCheckpoint' | 'readWholeCheckpoint'
>;

type FoundRow = CheckpointRow & { key: number };

/** At one step, in the order in which they come about. */
const kindOrder = `CASE kind WHEN 'start' THEN 0 WHEN 'keyframe' THEN 1 WHEN 'recovery' THEN 2 WHEN 'best' THEN 3 ELSE 4 END`;
const columns = 'key, step, kind, epoch, sha256, created_at, bytes, state, seal';

/** The checkpoints of runs; which of them are let go is said here. */
export function prepareCheckpoints(db: Database): CheckpointCalls {
  const { keyOf, keyOfActive } = prepareRunKeys(db);
  const clearOne = db.prepare<[number, number, string]>(
    'DELETE FROM checkpoint WHERE run = ? AND step = ? AND kind = ?',
  );
  const clearOlder = db.prepare<[number, string, number]>(
    'DELETE FROM checkpoint WHERE run = ? AND kind = ? AND step < ?',
  );
  const insert = db.prepare<[CheckpointRow & { run: number }]>(
    `INSERT INTO checkpoint (run, step, kind, epoch, sha256, created_at, bytes, state, seal)
     VALUES (@run, @step, @kind, @epoch, @sha256, @created_at, @bytes, @state, @seal)`,
  );
  const insertTensor = db.prepare<[TensorRow & { checkpoint: number; position: number }]>(
    `INSERT INTO checkpoint_tensor (checkpoint, position, role, name, shape, type, bytes)
     VALUES (@checkpoint, @position, @role, @name, @shape, @type, @bytes)`,
  );
  const selectAll = db.prepare<[number], FoundRow>(
    `SELECT ${columns} FROM checkpoint WHERE run = ? ORDER BY step, ${kindOrder}`,
  );
  const selectTensors = db.prepare<[number], TensorRow>(
    'SELECT role, name, shape, type, bytes FROM checkpoint_tensor WHERE checkpoint = ? ORDER BY position',
  );

  function save(run: number, checkpoint: Omit<Checkpoint, 'run'>): void {
    const { step, kind, epoch, sha256, createdAt, state, tensors } = checkpoint;
    clearOne.run(run, step, kind);
    const { lastInsertRowid } = insert.run({
      ...{ run, step, kind, epoch, sha256, created_at: createdAt },
      bytes: tensors.reduce((sum, { bytes }) => sum + bytes.length, 0),
      state: state === null ? null : JSON.stringify(state),
      seal: sealOf(checkpoint),
    });
    tensors.forEach(({ role, name, shape, type, bytes }, position) =>
      insertTensor.run({
        ...{ checkpoint: Number(lastInsertRowid), position, role, name, type },
        shape: JSON.stringify(shape),
        bytes: asBuffer(bytes),
      }),
    );
    if (kind === 'best') clearOlder.run(run, 'best', step);
    else if (state !== null) clearOlder.run(run, 'recovery', step);
  }

  const read = (run: string, row: FoundRow): Checkpoint | null =>
    toCheckpoint(run, row, selectTensors.all(row.key));

  function readSound(run: string, row: FoundRow, others: readonly FoundRow[]): Checkpoint {
    const checkpoint = read(run, row);
    if (checkpoint !== null) return checkpoint;
    const older = others.findLast((other) => other.step < row.step && read(run, other) !== null);
    throw problem('store.damaged', {
      file: db.name,
      place: `checkpoint of run ${run} at step ${row.step}`,
      reason: older
        ? `its hash does not fit; the older one at step ${older.step} is sound`
        : 'its hash does not fit',
    });
  }

  return {
    saveCheckpoints: (id, checkpoints) =>
      inWrite(db, () => {
        const run = keyOfActive(id);
        for (const checkpoint of checkpoints) save(run, checkpoint);
      }),

    listCheckpoints: (id) =>
      inRead(db, () =>
        selectAll.all(keyOf(id)).map(({ kind, step, epoch, created_at, sha256, bytes, state }) => ({
          ...{ kind, step, epoch, createdAt: created_at, sha256, bytes },
          isWhole: state !== null,
        })),
      ),

    readCheckpoint: (id, place) =>
      inRead(db, () => {
        const rows = selectAll.all(keyOf(id));
        const row = place ? rows.find((other) => isAt(other, place)) : findKept(rows);
        return row ? readSound(id, row, rows) : null;
      }),

    readWholeCheckpoint: (id, most = Infinity) =>
      inRead(db, () => {
        const whole = selectAll.all(keyOf(id)).filter(({ step, state }) => state !== null && step <= most);
        for (const row of whole.toReversed()) {
          const checkpoint = read(id, row);
          if (checkpoint?.state) return checkpoint as WholeCheckpoint;
        }
        return null;
      }),
  };
}

function isAt(row: FoundRow, { step, kind }: CheckpointPlace): boolean {
  return row.step === step && row.kind === kind;
}

/** What the run keeps; while it has not ended, the newest on its way. */
function findKept(rows: readonly FoundRow[]): FoundRow | undefined {
  return rows.findLast(({ kind }) => kind === 'end') ?? rows.findLast(({ kind }) => kind !== 'best');
}
