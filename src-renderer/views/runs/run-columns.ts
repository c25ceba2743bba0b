import { runStatuses, type Run } from '#shared/contract/runs.ts';
import { networkText, optimizerText, qualityOf, runDataName, statusName } from '../shared/run-text.ts';
import type { GridColumn } from './grid-columns.ts';

export type RunColumnId =
  | 'name'
  | 'status'
  | 'data'
  | 'network'
  | 'L'
  | 'parameters'
  | 'optimizer'
  | 'devLoss'
  | 'devQuality'
  | 'seconds'
  | 'createdAt';

export type RunColumn = GridColumn<Run> & { id: RunColumnId };

export const runColumns: readonly RunColumn[] = [
  { id: 'name', value: (run) => run.name, numeric: false },
  { id: 'status', value: (run) => runStatuses.indexOf(run.status), numeric: false },
  { id: 'data', value: runDataName, numeric: false },
  { id: 'network', value: (run) => networkText(run.design), numeric: false },
  { id: 'L', value: (run) => run.L, numeric: true },
  { id: 'parameters', value: (run) => run.parameters, numeric: true },
  { id: 'optimizer', value: optimizerText, numeric: false },
  { id: 'devLoss', value: (run) => run.dev?.loss ?? undefined, numeric: true },
  { id: 'devQuality', value: (run) => qualityOf(run.dev) ?? undefined, numeric: true, highestFirst: true },
  { id: 'seconds', value: (run) => run.seconds, numeric: true },
  { id: 'createdAt', value: (run) => run.createdAt, numeric: true, highestFirst: true },
];

/** The runs in whose name, status, data, network, optimiser or tags every typed word is found. */
export function filterRuns(runs: readonly Run[], typed: string): readonly Run[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return runs;
  return runs.filter((run) => {
    const text = searchText(run);
    return words.every((word) => text.includes(word));
  });
}

function searchText(run: Run): string {
  const parts = [run.name, run.status, statusName(run.status), run.dataset.name, runDataName(run)];
  return [...parts, networkText(run.design), optimizerText(run), ...run.tags].join('\n').toLowerCase();
}
