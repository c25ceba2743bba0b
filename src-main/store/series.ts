import type { Database } from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import type { SeriesGroup, SeriesPoints, SeriesRows, StoreApi } from './api.ts';
import { countPoints, decodeInto, encodeChunk, type ChunkRow, type SealedPoints } from './chunk.ts';
import { prepareDeclarations } from './declarations.ts';
import { prepareLatest } from './latest.ts';
import { prepareRunKeys } from './run-keys.ts';
import { chunksOfSeries } from './series-queries.ts';
import { columnOf, concatenate, refuseMisfit, sliceRows } from './series-rows.ts';
import { prepareTail } from './tail.ts';
import { inRead, inWrite } from './transactions.ts';

type SeriesCalls = Pick<
  StoreApi,
  'openSeries' | 'appendRows' | 'lastSteps' | 'sealSeries' | 'seriesKeys' | 'readSeries' | 'latestValues'
>;

/**
 * Rows of a group that make a chunk. With its key and its summary a chunk of so many float32 just fits on one page of
 * 4,096 bytes; a value more than fits would cost a page more, and a call to the system at every read.
 */
const chunkRows = 960;

export function prepareSeries(db: Database): SeriesCalls {
  const { keyOf, keyOfActive } = prepareRunKeys(db);
  const declarations = prepareDeclarations(db);
  const tail = prepareTail(db);
  const latest = prepareLatest(db);
  const selectChunks = db.prepare<[number, string], SealedPoints>(chunksOfSeries);
  const insertChunk = db.prepare<[ChunkRow & { run: number; series: string }]>(
    `INSERT INTO chunk (run, series, first_step, last_step, n, min, max, nan, inf, steps, "values", crc)
     VALUES (@run, @series, @first_step, @last_step, @n, @min, @max, @nan, @inf, @steps, @values, @crc)`,
  );

  function seal(run: number, keys: readonly string[], rows: SeriesRows): void {
    keys.forEach((series, position) => {
      const values = columnOf(rows, keys.length, position);
      insertChunk.run({ run, series, ...encodeChunk({ steps: rows.steps, values }) });
    });
  }

  /** Rows that fill a chunk go straight into it; the tail only ever holds fewer than that. */
  function append(run: number, rows: SeriesRows): void {
    const { group } = rows;
    const keys = declarations.keysOf(run, group);
    const before = keys[0] === undefined ? undefined : latest.lastStep(run, keys[0]);
    refuseMisfit(rows, keys.length, before);
    if (rows.steps.length === 0) return;
    latest.note(run, keys, rows);
    if (tail.count(run, group, keys.length) + rows.steps.length < chunkRows) return tail.append(run, rows);
    const all = { group, ...concatenate([tail.read(run, group, keys.length), rows]) };
    tail.clear(run, group);
    let from = 0;
    for (; from + chunkRows <= all.steps.length; from += chunkRows)
      seal(run, keys, sliceRows(all, keys.length, from, from + chunkRows));
    tail.append(run, sliceRows(all, keys.length, from, all.steps.length));
  }

  function sealTail(run: number, group: SeriesGroup): void {
    const keys = declarations.keysOf(run, group);
    const rows = tail.read(run, group, keys.length);
    if (rows.steps.length === 0) return;
    tail.clear(run, group);
    seal(run, keys, rows);
  }

  function read(run: number, key: string): SeriesPoints {
    const { group, position } = declarations.find(run, key);
    const width = declarations.keysOf(run, group).length;
    const chunks = selectChunks.all(run, key);
    const rows = tail.read(run, group, width);
    const sealed = chunks.reduce((sum, chunk) => sum + countPoints(chunk), 0);
    const n = sealed + rows.steps.length;
    const points: SeriesPoints = { steps: new Int32Array(n), values: new Float32Array(n) };
    let at = 0;
    for (const chunk of chunks) {
      if (!decodeInto(chunk, points, at))
        throw problem('store.damaged', {
          file: db.name,
          place: `series ${key}, steps ${chunk.first_step} to ${chunk.last_step}`,
          reason: 'its checksum does not fit',
        });
      at += chunk.n;
    }
    points.steps.set(rows.steps, sealed);
    points.values.set(columnOf(rows, width, position), sealed);
    return points;
  }

  return {
    openSeries: (run, group, keys) => inWrite(db, () => declarations.declare(keyOfActive(run), group, keys)),
    appendRows: (run, parts) =>
      inWrite(db, () => {
        const key = keyOfActive(run);
        for (const rows of parts) append(key, rows);
      }),
    lastSteps: (run) =>
      inRead(db, () => {
        const key = keyOf(run);
        const lastOf = (group: SeriesGroup) => {
          const [first] = declarations.keysOf(key, group);
          return (first === undefined ? undefined : latest.lastStep(key, first)) ?? -1;
        };
        return { step: lastOf('step'), layer: lastOf('layer'), evaluation: lastOf('evaluation') };
      }),
    sealSeries: (run) =>
      inWrite(db, () => {
        const key = keyOf(run);
        for (const group of declarations.groupsOf(key)) sealTail(key, group);
      }),
    seriesKeys: (run) => inRead(db, () => declarations.allKeys(keyOf(run))),
    // One moment for chunks and tail: a seal in between would show its rows twice or not at all.
    readSeries: (run, key) => inRead(db, () => read(keyOf(run), key)),
    latestValues: (run) => inRead(db, () => latest.read(keyOf(run))),
  };
}
