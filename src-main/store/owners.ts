import { hostname, uptime } from 'node:os';
import type { Database } from 'better-sqlite3';
import type { RunOwner, StoreApi } from './api.ts';
import { inWrite } from './transactions.ts';

/** Milliseconds without a heartbeat after which an owner on another machine counts as gone. */
const silence = 30_000;

interface OwnerRow {
  id: string;
  pid: number;
  hostname: string;
  heartbeat_at: number;
}

type OwnerCalls = Pick<StoreApi, 'heartbeat' | 'interruptOrphans'>;

/** Who trains the active runs, and what becomes of the runs of those who are gone. */
export function prepareOwners(
  db: Database,
  now: () => number,
): OwnerCalls & { rememberOwner: (owner: RunOwner) => void } {
  const upsert = db.prepare<[OwnerRow]>(
    `INSERT INTO owner (id, pid, hostname, heartbeat_at) VALUES (@id, @pid, @hostname, @heartbeat_at)
     ON CONFLICT (id) DO UPDATE SET heartbeat_at = excluded.heartbeat_at`,
  );
  const selectOwners = db.prepare<[], OwnerRow>('SELECT id, pid, hostname, heartbeat_at FROM owner');
  // The last heartbeat is the last moment at which the run is known to have been training.
  const interrupt = db
    .prepare<[number, string], string>(
      `UPDATE run SET status = 'interrupted', owner = NULL, ended_at = ?, failure_message = NULL,
         failure_kind = NULL, failure_layer = NULL, failure_pass = NULL, failure_tensor = NULL, failure_step = NULL
       WHERE owner = ? RETURNING id`,
    )
    .pluck();
  const release = db
    .prepare<[string], string>(
      'UPDATE run SET owner = NULL WHERE owner = ? AND queue_position IS NOT NULL RETURNING id',
    )
    .pluck();
  // The row of a run is written less often than its losses.
  const catchUp = db.prepare<[string]>(
    `UPDATE run SET step = max(step, coalesce(
       (SELECT l.step FROM latest l WHERE l.run = run.key AND l.series = 'batch.loss'), 0)) WHERE id = ?`,
  );
  const remove = db.prepare<[string]>('DELETE FROM owner WHERE id = ?');
  // An owner that speaks through this connection lives, however long the machine slept in between.
  const alive = new Set<string>();

  function rememberOwner(owner: RunOwner): void {
    alive.add(owner.id);
    upsert.run({ ...owner, heartbeat_at: now() });
  }

  function isGone(owner: OwnerRow): boolean {
    if (alive.has(owner.id)) return false;
    const quiet = now() - owner.heartbeat_at;
    if (owner.hostname !== hostname()) return quiet > silence;
    // Here silence proves nothing, for the machine may have slept; but no process outlives a restart.
    return !isRunning(owner.pid) || quiet > uptime() * 1000;
  }

  return {
    rememberOwner,
    heartbeat: (owner) => inWrite(db, () => rememberOwner(owner)),
    interruptOrphans: () =>
      inWrite(db, () =>
        selectOwners
          .all()
          .filter(isGone)
          .flatMap(({ id, heartbeat_at }) => {
            const released = release.all(id);
            const interrupted = interrupt.all(heartbeat_at, id);
            for (const run of interrupted) catchUp.run(run);
            remove.run(id);
            return [...released, ...interrupted];
          }),
      ),
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, for another user.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
