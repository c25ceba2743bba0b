import { hostname } from 'node:os';
import type { Database } from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import type { RunOwner, StoreApi } from './api.ts';
import { firstWaiting, trainedByOthers, waitingRuns } from './run-queries.ts';
import { inRead, inWrite } from './transactions.ts';

type WaitingCalls = Pick<
  StoreApi,
  'listWaiting' | 'nextWaiting' | 'takeWaiting' | 'moveWaiting' | 'endWaiting'
>;

/**
 * The runs that wait to be trained, in their order. Whoever takes one does it in one transaction, so that of two
 * processes only one has it.
 */
export function prepareWaitingRuns(
  db: Database,
  runs: Pick<StoreApi, 'findRun' | 'updateRun'>,
  rememberOwner: (owner: RunOwner) => void,
): WaitingCalls {
  const selectAll = db.prepare<[], string>(waitingRuns).pluck();
  const selectFirst = db.prepare<[{ owner: string; isOwn: number }], string>(firstWaiting).pluck();
  const countOthers = db.prepare<[{ owner: string; hostname: string }], number>(trainedByOthers).pluck();
  const take = db.prepare<[string, string]>('UPDATE run SET queue_position = NULL, owner = ? WHERE id = ?');
  const place = db.prepare<[number, string]>('UPDATE run SET queue_position = ? WHERE id = ?');

  function first({ owner, own, free }: Parameters<StoreApi['nextWaiting']>[0]): string | undefined {
    // Who asks only for its own runs was told to train them now, whatever other processes train.
    const others = own ? 0 : (countOthers.get({ owner: owner.id, hostname: hostname() }) ?? 0);
    return others < free ? selectFirst.get({ owner: owner.id, isOwn: own ? 1 : 0 }) : undefined;
  }

  return {
    listWaiting: () => inRead(db, () => selectAll.all()),

    nextWaiting: (scope) =>
      inRead(db, () => {
        const id = first(scope);
        return id === undefined ? null : runs.findRun(id);
      }),

    takeWaiting: (id, scope) =>
      inWrite(db, () => {
        if (first(scope) !== id) return null;
        rememberOwner(scope.owner);
        take.run(scope.owner.id, id);
        return runs.findRun(id);
      }),

    moveWaiting: (id, before) =>
      inWrite(db, () => {
        const waiting = selectAll.all();
        if (!waiting.includes(id)) {
          const { name, status } = runs.findRun(id);
          throw problem('run.notWaiting', { run: name, status });
        }
        const others = waiting.filter((other) => other !== id);
        const at = before === null ? others.length : others.indexOf(before);
        // The run it was to stand before has been taken meanwhile: everything that still waits comes after that.
        const order = others.toSpliced(Math.max(at, 0), 0, id);
        order.forEach((each, index) => place.run(index + 1, each));
        return order;
      }),

    endWaiting: (id, change) =>
      inWrite(db, () => (selectAll.all().includes(id) ? runs.updateRun(id, change) : null)),
  };
}
