import type { Database } from 'better-sqlite3';
import type { Design } from '#shared/design/design.ts';
import { wholeRecipe } from '#shared/design/recipe.ts';
import type { Run } from '#shared/contract/runs.ts';
import { problem } from '#shared/problem.ts';
import type { RunChange, RunOwner, StoreApi } from './api.ts';
import { prepareDocuments, rememberByHash } from './documents.ts';
import { prepareRunLookup } from './run-lookup.ts';
import { isActive } from './run-keys.ts';
import {
  fromRow,
  toOriginRow,
  toProgressRow,
  type OriginRow,
  type ProgressRow,
  type RunRow,
} from './run-row.ts';
import { lastPosition, newestRuns, oneRun } from './run-queries.ts';
import { prepareTags } from './tags.ts';
import { inRead, inWrite } from './transactions.ts';

type RunCalls = Pick<StoreApi, 'createRun' | 'updateRun' | 'listRuns' | 'findRun' | 'currentHashes'>;

/** What may still change once a run has ended. */
const labels: readonly string[] = ['name', 'tags'];

export function prepareRuns(
  db: Database,
  rememberOwner: (owner: RunOwner) => void,
  saveCheckpoints: StoreApi['saveCheckpoints'],
  putDataset: StoreApi['putDataset'],
): RunCalls {
  const designs = prepareDocuments(db, 'design', (stored) => stored as Design);
  const recipes = prepareDocuments(db, 'recipe', wholeRecipe);
  const tags = prepareTags(db);
  const lookUp = prepareRunLookup(db);
  const selectNewest = db.prepare<[], RunRow>(newestRuns);
  const queue = db.prepare<[number | bigint]>(
    `UPDATE run SET queue_position = ${lastPosition} WHERE key = ?`,
  );
  const selectOne = db.prepare<[string], RunRow>(oneRun);

  function read(id: string): { run: Run; key: number } {
    const row = selectOne.get(id);
    if (!row) throw problem('run.unknown', { run: id });
    if (row.trashed_at !== null) throw problem('run.inTrash', { run: row.name, id });
    const run = fromRow(row, designs.read(row.design), recipes.read(row.recipe), tags.read(row.key));
    return { run, key: row.key };
  }

  return {
    createRun: (run, owner, start, dataset) =>
      inWrite(db, () => {
        if (dataset) putDataset(dataset);
        if (owner !== null) rememberOwner(owner);
        const row = toOriginRow(run, designs.put(run.design), recipes.put(run.recipe));
        const values = {
          ...row,
          ...toProgressRow(run),
          owner: isActive(run.status) ? (owner?.id ?? null) : null,
        };
        const { lastInsertRowid } = prepareInsert(db, values).run(values);
        if (run.status === 'queued') queue.run(lastInsertRowid);
        tags.replace(Number(lastInsertRowid), run.tags);
        if (start !== undefined) saveCheckpoints(run.id, [start]);
      }),

    updateRun: (id, change) =>
      inWrite(db, () => {
        const { run, key } = read(id);
        refuseLateChange(run, change);
        const changed: Run = { ...run, ...change };
        const values = toProgressRow(changed);
        prepareUpdate(db, values).run({ ...values, key, isActive: isActive(changed.status) ? 1 : 0 });
        if (change.tags) tags.replace(key, change.tags);
        return read(id).run;
      }),

    listRuns: () =>
      inRead(db, () => {
        const readDesign = rememberByHash(designs.read);
        const readRecipe = rememberByHash(recipes.read);
        const tagsOf = tags.readAll();
        return selectNewest
          .all()
          .map((row) =>
            fromRow(row, readDesign(row.design), readRecipe(row.recipe), tagsOf.get(row.key) ?? []),
          );
      }),

    currentHashes: (id) =>
      inRead(db, () => {
        const row = selectOne.get(id);
        if (!row) throw problem('run.unknown', { run: id });
        return { design: designs.currentHash(row.design), recipe: recipes.currentHash(row.recipe) };
      }),

    findRun: (ref) => inRead(db, () => read(lookUp(ref)).run),
  };
}

function refuseLateChange(run: Run, change: RunChange): void {
  const late = Object.keys(change).filter((field) => !labels.includes(field));
  if (!isActive(run.status) && late.length > 0)
    throw new Error(`run ${run.id} is ${run.status}: ${late.join(', ')} never change again`);
}

function prepareInsert(db: Database, row: OriginRow & ProgressRow & { owner: string | null }) {
  const columns = Object.keys(row);
  return db.prepare<[typeof row]>(
    `INSERT INTO run (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
  );
}

function prepareUpdate(db: Database, row: ProgressRow) {
  const columns = Object.keys(row).map((column) => `${column} = @${column}`);
  return db.prepare<[ProgressRow & { key: number; isActive: number }]>(
    `UPDATE run SET ${columns.join(', ')}, owner = iif(@isActive, owner, NULL),
       queue_position = iif(@status = 'queued', queue_position, NULL) WHERE key = @key`,
  );
}
