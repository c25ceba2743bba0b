import type { Database } from 'better-sqlite3';
import { isProblem } from '#shared/problem.ts';
import { prepareCheckpoints } from '../checkpoints.ts';
import { isDamage, reasonOf } from '../failures.ts';
import { prepareHashes } from '../hashes.ts';
import { prepareRuns } from '../runs.ts';
import { inRead } from '../transactions.ts';
import type { Findings, NamedRun } from './findings.ts';
import { prepareSeriesInspection } from './inspect-series.ts';

/** Every run with all that hangs on it. */
export function inspectRuns(db: Database, findings: Findings): void {
  const select = db.prepare<[], NamedRun & { key: number }>('SELECT key, id, name FROM run ORDER BY key');
  const nothing = () => {};
  const runs = prepareRuns(db, nothing, nothing, nothing);
  const inspectSeries = prepareSeriesInspection(db, findings);
  const inspectCheckpoints = prepareCheckpointInspection(db, findings);
  const hashes = prepareHashes(db);

  for (const { key, id, name } of select.all()) {
    const run = { id, name };
    try {
      inRead(db, () => {
        readRow(() => runs.findRun(id));
        inspectSeries(key, run);
        inspectCheckpoints(run);
        for (const { step, moment, isSound } of hashes.readHashes(id)) {
          findings.saw('hashes');
          if (!isSound) findings.found({ kind: 'hashes', run, step, moment });
        }
      });
    } catch (error) {
      // A person has deleted it meanwhile.
      if (isProblem(error) && error.code === 'run.unknown') continue;
      findings.found({ kind: 'run', run, reason: reasonOf(error) });
    }
    findings.saw('runs');
  }
}

/** A checkpoint is read as training reads it; beside a damaged one the nearest sound one is named, an older one first. */
function prepareCheckpointInspection(db: Database, findings: Findings) {
  const { listCheckpoints, readCheckpoint } = prepareCheckpoints(db);

  return (run: NamedRun): void => {
    const places = listCheckpoints(run.id).map(({ step, kind }) => {
      findings.saw('checkpoints');
      return { step, isSound: isReadable(() => readCheckpoint(run.id, { step, kind })) };
    });
    const sound = places.filter(({ isSound }) => isSound).map(({ step }) => step);
    for (const { step, isSound } of places) {
      if (isSound) continue;
      const use = sound.findLast((other) => other <= step) ?? sound[0] ?? null;
      findings.found({ kind: 'checkpoint', run, step, use });
    }
  };
}

/** A run in the trash is not handed out, but its row is looked at like any other. */
function readRow(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!isProblem(error) || error.code !== 'run.inTrash') throw error;
  }
}

function isReadable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (isDamage(error) || (isProblem(error) && error.code === 'store.damaged')) return false;
    throw error;
  }
}
