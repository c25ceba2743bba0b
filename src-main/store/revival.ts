import type { Database } from 'better-sqlite3';
import { resumableStatuses, type Run } from '#shared/contract/runs.ts';
import { problem } from '#shared/problem.ts';
import type { RunOwner, StoreApi } from './api.ts';
import { isActive, prepareRunKeys } from './run-keys.ts';
import { lastPosition } from './run-queries.ts';
import { inWrite } from './transactions.ts';

/** Taking up runs that ended before their time. */
export function prepareRevival(
  db: Database,
  rememberOwner: (owner: RunOwner) => void,
  findRun: (id: string) => Run,
): Pick<StoreApi, 'reviveRun'> {
  const { keyOf } = prepareRunKeys(db);
  const revive = db.prepare<[{ key: number; owner: string | null }]>(
    `UPDATE run SET status = 'queued', owner = @owner, queue_position = ${lastPosition}, ended_at = NULL,
       weights_sha256 = NULL, best_epoch = NULL,
       test_measure = NULL, test_loss = NULL, test_score = NULL, failure_message = NULL, failure_kind = NULL,
       failure_layer = NULL, failure_pass = NULL, failure_tensor = NULL, failure_step = NULL
     WHERE key = @key`,
  );
  // What was the end is a place on the way again.
  const dropSameStep = db.prepare<[{ key: number }]>(
    `DELETE FROM checkpoint WHERE run = @key AND kind = 'recovery'
       AND EXISTS (SELECT 1 FROM checkpoint e WHERE e.run = @key AND e.kind = 'end' AND e.state IS NOT NULL)`,
  );
  const reopenEnd = db.prepare<[{ key: number }]>(
    `UPDATE checkpoint SET kind = 'recovery' WHERE run = @key AND kind = 'end' AND state IS NOT NULL`,
  );
  const dropEndHash = db.prepare<[{ key: number }]>(
    `DELETE FROM parameter_hash WHERE run = @key AND moment = 'end'`,
  );

  return {
    reviveRun: (id, owner) =>
      inWrite(db, () => {
        const run = findRun(id);
        if (isActive(run.status)) throw problem('run.beingTrained', { run: run.name, status: run.status });
        if (!resumableStatuses.includes(run.status))
          throw problem('run.notResumable', { run: run.name, status: run.status });
        if (owner !== null) rememberOwner(owner);
        const key = keyOf(run.id);
        dropSameStep.run({ key });
        reopenEnd.run({ key });
        dropEndHash.run({ key });
        revive.run({ key, owner: owner?.id ?? null });
        return findRun(run.id);
      }),
  };
}
