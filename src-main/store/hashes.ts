import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import type { HashedMoment, StoreApi } from './api.ts';
import { prepareRunKeys } from './run-keys.ts';
import { inRead, inWrite } from './transactions.ts';

type HashCalls = Pick<StoreApi, 'saveHashes' | 'readHashes'>;

interface HashRow {
  step: number;
  moment: HashedMoment['moment'];
  /** JSON: [[name, sha256], …]. */
  tensors: string;
  seal: string;
}

/** What the parameters of a run were at some moments; written while it is active, never changed. */
export function prepareHashes(db: Database): HashCalls {
  const { keyOf, keyOfActive } = prepareRunKeys(db);
  const insert = db.prepare<[HashRow & { run: number }]>(
    `INSERT INTO parameter_hash (run, step, moment, tensors, seal) VALUES (@run, @step, @moment, @tensors, @seal)
     ON CONFLICT DO NOTHING`,
  );
  const selectTensors = db
    .prepare<[number, number, string], string>(
      'SELECT tensors FROM parameter_hash WHERE run = ? AND step = ? AND moment = ?',
    )
    .pluck();
  const select = db.prepare<[number], HashRow>(
    `SELECT step, moment, tensors, seal FROM parameter_hash WHERE run = ?
     ORDER BY step, CASE moment WHEN 'start' THEN 0 WHEN 'epoch' THEN 1 ELSE 2 END`,
  );

  return {
    saveHashes: (id, moments) =>
      inWrite(db, () => {
        const run = keyOfActive(id);
        for (const { step, moment, tensors } of moments) {
          const row = {
            step,
            moment,
            tensors: JSON.stringify(tensors.map(({ name, sha256 }) => [name, sha256])),
          };
          const { changes } = insert.run({ ...row, run, seal: sealOf(id, row) });
          if (changes === 0 && selectTensors.get(run, step, moment) !== row.tensors)
            throw problem('run.goesOnDifferently', { run: id, step });
        }
      }),

    readHashes: (id) =>
      inRead(db, () =>
        select.all(keyOf(id)).map((row) => {
          const { step, moment, tensors, seal } = row;
          const pairs = JSON.parse(tensors) as [string, string][];
          return {
            step,
            moment,
            tensors: pairs.map(([name, sha256]) => ({ name, sha256 })),
            isSound: sealOf(id, row) === seal,
          };
        }),
      ),
  };
}

/** SHA-256, hex, over everything that a row says. */
function sealOf(run: string, { step, moment, tensors }: Omit<HashRow, 'seal'>): string {
  return createHash('sha256')
    .update(JSON.stringify([run, step, moment, tensors]))
    .digest('hex');
}
