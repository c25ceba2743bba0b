import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import type { RecordedGroup, SeriesGroup, StoreApi } from './api.ts';
import { decodeChunk, type ChunkRow } from './chunk.ts';
import { readCheckpointIn } from './checkpoint-in-file.ts';
import { prepareDeclarations } from './declarations.ts';
import { prepareRunKeys } from './run-keys.ts';
import { chunksOfSeries } from './series-queries.ts';
import { prepareTail } from './tail.ts';
import { inRead, inWrite } from './transactions.ts';

type Inside = Pick<
  StoreApi,
  | 'findRun'
  | 'createRun'
  | 'updateRun'
  | 'openSeries'
  | 'appendRows'
  | 'sealSeries'
  | 'saveHashes'
  | 'readHashes'
  | 'saveCheckpoints'
  | 'listCheckpoints'
  | 'putDataset'
  | 'putDatasetFacts'
>;

type RecordCalls = Pick<StoreApi, 'readRecord' | 'measureRecord' | 'findSimilar' | 'importRecord'>;

/** The order in which a record holds them. */
const seriesGroups: readonly SeriesGroup[] = ['step', 'layer', 'evaluation'];

/** @param store the calls that a run is written and read with while it trains */
export function prepareRecords(db: Database, store: Inside): RecordCalls {
  const { keyOf } = prepareRunKeys(db);
  const declarations = prepareDeclarations(db);
  const tail = prepareTail(db);
  const selectChunks = db.prepare<[number, string], ChunkRow>(chunksOfSeries);
  const selectDocuments = db.prepare<[number], { design: string; recipe: string; recipeHash: string }>(
    `SELECT d.json AS design, c.json AS recipe, r.recipe AS "recipeHash"
     FROM run r JOIN design d ON d.hash = r.design JOIN recipe c ON c.hash = r.recipe WHERE r.key = ?`,
  );
  const similar = db
    .prepare<[string, number, string], string>(
      'SELECT id FROM run WHERE id = ? OR (created_at = ? AND design_hash = ?)',
    )
    .pluck();
  const measure = db.prepare<
    [{ key: number }],
    Record<'rows' | 'hashes' | 'count' | 'bytes' | 'data', number> & { hash: string }
  >(
    `SELECT dataset_hash AS hash,
       (SELECT coalesce(sum(length("values") + coalesce(length(steps), 0)), 0) FROM chunk WHERE run = @key)
         + (SELECT coalesce(sum(length("values") + 4), 0) FROM tail WHERE run = @key) AS rows,
       (SELECT coalesce(sum(length(tensors)), 0) FROM parameter_hash WHERE run = @key) AS hashes,
       (SELECT count(*) FROM checkpoint WHERE run = @key) AS count,
       (SELECT coalesce(sum(bytes), 0) FROM checkpoint WHERE run = @key) AS bytes,
       (SELECT length(X) + length(Y) FROM dataset WHERE hash = run.dataset_hash) AS data
     FROM run WHERE key = @key`,
  );

  function readGroup(run: number, group: SeriesGroup): RecordedGroup {
    const keys = declarations.keysOf(run, group);
    const columns = keys.map((key) => selectChunks.all(run, key).map((row) => decode(row, key)));
    const rest = tail.read(run, group, keys.length);
    const steps = Int32Array.from([
      ...(columns[0] ?? []).flatMap((points) => [...points.steps]),
      ...rest.steps,
    ]);
    const values = new Float32Array(steps.length * keys.length);
    columns.forEach((chunks, position) => {
      let row = 0;
      for (const points of chunks)
        for (const value of points.values) values[row++ * keys.length + position] = value;
    });
    values.set(rest.values, values.length - rest.values.length);
    return { group, keys, steps, values };
  }

  function decode(row: ChunkRow, key: string) {
    const points = decodeChunk(row);
    if (points) return points;
    throw damaged(`series ${key}, steps ${row.first_step} to ${row.last_step}`);
  }

  const damaged = (place: string, reason = 'its checksum does not fit') =>
    problem('store.damaged', { file: db.name, place, reason });

  return {
    readRecord: (id) =>
      inRead(db, () => {
        const key = keyOf(id);
        const run = store.findRun(id);
        const documents = selectDocuments.get(key);
        const declared = declarations.groupsOf(key);
        if (!documents) throw damaged(`design of run ${id}`, 'it is not there');
        for (const part of ['design', 'recipe'] as const)
          if (hashText(documents[part]) !== run[`${part}Hash`])
            throw damaged(`${part} of run ${id}`, 'its hash does not fit');
        const hashes = store.readHashes(id);
        const bad = hashes.find(({ isSound }) => !isSound);
        if (bad)
          throw damaged(`parameter hashes of run ${id} at step ${bad.step}`, 'their hash does not fit');
        return {
          run,
          design: documents.design,
          recipe: documents.recipe,
          groups: seriesGroups
            .filter((group) => declared.includes(group))
            .map((group) => readGroup(key, group)),
          hashes: hashes.map(({ step, moment, tensors }) => ({ step, moment, tensors })),
          checkpoints: store.listCheckpoints(id),
        };
      }),

    measureRecord: (id) =>
      inRead(db, () => {
        const row = measure.get({ key: keyOf(id) });
        if (!row) throw problem('run.unknown', { run: id });
        return {
          series: row.rows,
          hashes: row.hashes,
          checkpoints: { count: row.count, bytes: row.bytes },
          dataset: { hash: row.hash, bytes: row.data },
        };
      }),

    findSimilar: ({ id, createdAt, designHash }) => similar.all(id, createdAt, designHash),

    importRecord: (record, owner) =>
      inWrite(db, () => {
        const { dataset } = record;
        const { id, status, endedAt } = record.run;
        if (dataset !== null) {
          if ('X' in dataset) store.putDataset(dataset);
          else store.putDatasetFacts(dataset);
        }
        // Written as a training writes it, and ended in the same transaction: no one ever sees it active.
        store.createRun({ ...record.run, status: 'training' }, owner);
        for (const { keys, ...rows } of record.groups) {
          store.openSeries(id, rows.group, keys);
          store.appendRows(id, [rows]);
        }
        store.saveHashes(id, record.hashes);
        for (const checkpoint of record.checkpoints)
          store.saveCheckpoints(id, [readCheckpointIn(checkpoint)]);
        store.sealSeries(id);
        return store.updateRun(id, { status, endedAt });
      }),
  };
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
