import { statSync } from 'node:fs';
import { problem } from '#shared/problem.ts';
import type { StoreApi } from './api.ts';
import { isFull, nameFailure } from './failures.ts';
import type { Reserve } from './reserve.ts';

/** Calls whose caller counts on what was written; deleting and marks of life need no file to be lost in. */
const lasting: readonly (keyof StoreApi)[] = [
  'createRun',
  'updateRun',
  'reviveRun',
  'appendRows',
  'saveCheckpoints',
  'saveHashes',
  'sealSeries',
  'putDataset',
  'putPrepared',
  'trashRuns',
  'restoreRuns',
  'importRecord',
  'putDatasetFacts',
  'writeDraft',
];

/**
 * The calls of a store, with what the disk refuses said as a problem. A full disk lets the reserve go, so that the next
 * small write succeeds; and a file that is no longer at its place is not written to, for that would be lost.
 */
export function guardCalls(api: StoreApi, file: string, reserve: Reserve): StoreApi {
  const opened = identify(file);
  const refuseGone = () => {
    const now = identify(file);
    if (now !== opened) throw problem('store.gone', { file });
  };
  const named = Object.entries(api).map(([method, call]) => [
    method,
    (...args: unknown[]): unknown => {
      try {
        if (lasting.includes(method as keyof StoreApi)) refuseGone();
        return (call as (...args: unknown[]) => unknown)(...args);
      } catch (error) {
        if (!isFull(error)) throw nameFailure(error, file);
        reserve.letGo();
        throw problem('store.full', { file, needed: Math.ceil(reserve.needed / 1e6) });
      }
    },
  ]);
  return Object.fromEntries(named) as StoreApi;
}

/** Which file lies at a path; null where there is none. */
function identify(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found ? `${found.dev} ${found.ino}` : null;
}
