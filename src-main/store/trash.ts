import type { Database } from 'better-sqlite3';
import type { Design } from '#shared/design/design.ts';
import { wholeRecipe } from '#shared/design/recipe.ts';
import type { Run } from '#shared/contract/runs.ts';
import { problem } from '#shared/problem.ts';
import type { StoreApi } from './api.ts';
import { prepareDeletion } from './deletion.ts';
import { prepareDocuments, rememberByHash } from './documents.ts';
import { isActive } from './run-keys.ts';
import { prepareTrashLookup } from './run-lookup.ts';
import { oneRun, trashedRuns } from './run-queries.ts';
import { fromRow, type RunRow } from './run-row.ts';
import { prepareRunSpace } from './run-space.ts';
import { prepareTags } from './tags.ts';
import { inRead, inWrite } from './transactions.ts';

type TrashCalls = Pick<
  StoreApi,
  'trashRuns' | 'restoreRuns' | 'listTrash' | 'findTrashed' | 'spaceOf' | 'deleteTrashed'
>;

/** Runs that were thrown away: still whole until they are deleted, and nobody finds them meanwhile. */
export function prepareTrash(db: Database, now: () => number): TrashCalls {
  const designs = prepareDocuments(db, 'design', (stored) => stored as Design);
  const recipes = prepareDocuments(db, 'recipe', wholeRecipe);
  const tags = prepareTags(db);
  const space = prepareRunSpace(db);
  const deleteRun = prepareDeletion(db);
  const lookUp = prepareTrashLookup(db);
  const selectOne = db.prepare<[string], RunRow>(oneRun);
  const selectAll = db.prepare<[], RunRow>(trashedRuns);
  const mark = db.prepare<[{ key: number; at: number | null; bytes: number | null }]>(
    'UPDATE run SET trashed_at = @at, trashed_bytes = @bytes WHERE key = @key',
  );

  /** @returns whether it was not in the trash yet */
  function put(id: string): boolean {
    const row = selectOne.get(id);
    if (!row) throw problem('run.unknown', { run: id });
    if (row.trashed_at !== null) return false;
    if (isActive(row.status)) throw problem('run.trashActive', { run: row.name, status: row.status });
    mark.run({ key: row.key, at: now(), bytes: space.ofRun(row.key) });
    return true;
  }

  /** Null where the run is not in the trash. */
  function restore(id: string): Run | null {
    const row = selectOne.get(id);
    if (!row || row.trashed_at === null) return null;
    mark.run({ key: row.key, at: null, bytes: null });
    return fromRow(row, designs.read(row.design), recipes.read(row.recipe), tags.read(row.key));
  }

  return {
    trashRuns: (ids) => inWrite(db, () => ids.filter(put)),
    restoreRuns: (ids) => inWrite(db, () => ids.map(restore).filter((run) => run !== null)),
    listTrash: () =>
      inRead(db, () => {
        const readDesign = rememberByHash(designs.read);
        const readRecipe = rememberByHash(recipes.read);
        return selectAll.all().map((row) => ({
          run: fromRow(row, readDesign(row.design), readRecipe(row.recipe), tags.read(row.key)),
          trashedAt: row.trashed_at ?? 0,
          bytes: row.trashed_bytes ?? 0,
        }));
      }),
    findTrashed: (ref) => inRead(db, () => lookUp(ref)),
    spaceOf: (ids) => inRead(db, () => space.ofRuns(ids)),
    deleteTrashed: (id) =>
      inWrite(db, () => {
        const row = selectOne.get(id);
        if (!row || row.trashed_at === null) return false;
        deleteRun(row.key);
        return true;
      }),
  };
}
