import type { Database } from 'better-sqlite3';
import { isProblem, type ProblemParams } from '#shared/problem.ts';
import type { SeriesGroup, SeriesRows } from '../api.ts';
import { decodeChunk, type ChunkRow } from '../chunk.ts';
import { prepareDeclarations } from '../declarations.ts';
import { isBetterHigher, prepareLatest } from '../latest.ts';
import { chunksOfSeries } from '../series-queries.ts';
import { columnOf } from '../series-rows.ts';
import { prepareTail } from '../tail.ts';
import type { Findings, NamedRun } from './findings.ts';

/** What the rows of one series say, for comparing with the latest value that is kept beside them. */
interface Summary {
  step: number;
  value: number | null;
  best: number | null;
}

/** Sealed and newest rows of a run: their checksums, the order of their steps, and the latest values. */
export function prepareSeriesInspection(db: Database, findings: Findings) {
  const declarations = prepareDeclarations(db);
  const latest = prepareLatest(db);
  const tail = prepareTail(db);
  const selectChunks = db.prepare<[number, string], ChunkRow>(chunksOfSeries);

  function readTail(key: number, run: NamedRun, group: SeriesGroup, width: number): SeriesRows | null {
    try {
      const rows = tail.read(key, group, width);
      for (let row = 0; row < rows.steps.length; row += 1) findings.saw('rows');
      return rows;
    } catch (error) {
      if (!isProblem(error) || error.code !== 'store.damaged') throw error;
      const { place } = error.params as ProblemParams['store.damaged'];
      findings.found({ kind: 'row', run, group, step: Number(/\d+$/.exec(place)?.[0] ?? 0) });
      return null;
    }
  }

  /** Null where some of it is damaged. */
  function summarize(
    key: number,
    run: NamedRun,
    series: string,
    newest: Float32Array | null,
    newestSteps: Int32Array,
  ): Summary | null {
    const isHigher = isBetterHigher(series);
    const summary: Summary = { step: -1, value: null, best: null };
    let isWhole = newest !== null;
    const add = (step: number, value: number) => {
      summary.step = step;
      summary.value = Number.isFinite(value) ? value : null;
      if (!Number.isFinite(value)) return;
      const { best } = summary;
      if (best === null || (isHigher ? value > best : value < best)) summary.best = value;
    };
    for (const chunk of selectChunks.iterate(key, series)) {
      findings.saw('chunks');
      const points = decodeChunk(chunk);
      const fits = points !== null && rises(points.steps, summary.step);
      if (fits) points.steps.forEach((step, index) => add(step, points.values[index] ?? Number.NaN));
      else {
        isWhole = false;
        findings.found({
          kind: 'series',
          run,
          series,
          first: chunk.first_step,
          last: chunk.last_step,
        });
      }
    }
    newest?.forEach((value, row) => add(newestSteps[row] ?? -1, value));
    return isWhole ? summary : null;
  }

  return (key: number, run: NamedRun): void => {
    const kept = new Map(latest.read(key).map((value) => [value.key, value]));
    for (const group of declarations.groupsOf(key)) {
      const keys = declarations.keysOf(key, group);
      const rows = readTail(key, run, group, keys.length);
      keys.forEach((series, position) => {
        const newest = rows && columnOf(rows, keys.length, position);
        const summary = summarize(key, run, series, newest, rows?.steps ?? new Int32Array());
        if (summary === null) return;
        const said = kept.get(series) ?? { step: -1, value: null, best: null };
        const isSame =
          said.step === summary.step && said.value === summary.value && said.best === summary.best;
        if (!isSame) findings.found({ kind: 'latest', run, series });
      });
    }
  };
}

/** Steps rise, and come after what was read before. */
function rises(steps: Int32Array, before: number): boolean {
  return steps.every((step, index) => step > (index === 0 ? before : (steps[index - 1] ?? before)));
}
