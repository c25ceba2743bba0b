import type { Database } from 'better-sqlite3';
import type { SeriesGroup } from '../api.ts';
import { toFloat32 } from '../blobs.ts';
import { decodeChunk, type ChunkRow } from '../chunk.ts';
import { prepareDeclarations } from '../declarations.ts';
import { isBetterHigher, prepareLatest } from '../latest.ts';
import { chunksOfSeries, tailRows } from '../series-queries.ts';
import { isSoundRow, type TailRow } from '../tail.ts';
import type { Findings } from './findings.ts';
import type { NamedRun } from './inspect-runs.ts';

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
  const selectChunks = db.prepare<[number, string], ChunkRow>(chunksOfSeries);
  const selectTail = db.prepare<[number, SeriesGroup], TailRow>(tailRows);

  function readTail(key: number, run: NamedRun, group: SeriesGroup, width: number): TailRow[] | null {
    let isWhole = true;
    const rows = selectTail.all(key, group);
    for (const row of rows) {
      findings.saw('rows');
      if (isSoundRow(row) && row.values.length === 4 * width) continue;
      isWhole = false;
      findings.found({ kind: 'row', run, group, step: row.step });
    }
    return isWhole ? rows : null;
  }

  /** Null where some of it is damaged. */
  function summarize(
    key: number,
    run: NamedRun,
    series: string,
    tail: TailRow[] | null,
    position: number,
  ): Summary | null {
    const isHigher = isBetterHigher(series);
    const summary: Summary = { step: -1, value: null, best: null };
    let isWhole = tail !== null;
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
    for (const row of tail ?? []) add(row.step, toFloat32(row.values)[position] ?? Number.NaN);
    return isWhole ? summary : null;
  }

  return (key: number, run: NamedRun): void => {
    const kept = new Map(latest.read(key).map((value) => [value.key, value]));
    for (const group of declarations.groupsOf(key)) {
      const keys = declarations.keysOf(key, group);
      const tail = readTail(key, run, group, keys.length);
      keys.forEach((series, position) => {
        const summary = summarize(key, run, series, tail, position);
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
