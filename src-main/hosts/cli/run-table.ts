import type { Run } from '#shared/contract/runs.ts';
import type { TrashedRun } from '#shared/contract/trash.ts';
import { widths } from '#shared/design/design.ts';
import { byteSize } from './byte-size.ts';
import { layOutTable } from './table.ts';

/** A run as `runs --json` lists it. */
export function toRow({ id, ...rest }: Run) {
  const { name, status, tags, createdAt, dataset, design, recipe, L, parameters, epoch, step, seconds } =
    rest;
  const { train, dev, test, weightsSha256 } = rest;
  return {
    run: id,
    name,
    status,
    tags,
    createdAt: new Date(createdAt).toISOString(),
    dataset: dataset.source,
    layers: design.layers.map((layer) => `${layer.units}:${layer.activation}`).join(','),
    L,
    parameters,
    recipe,
    epochs: epoch,
    steps: step,
    seconds,
    train,
    dev,
    test,
    weightsSha256,
  };
}

/** Runs as a table for a person, and how many more there are. */
export function describeRuns(total: number, runs: Run[]): string {
  if (total === 0) return 'No runs are saved yet; "layerbench train --data spirals" makes one.';
  const rows = runs.map((run) => [
    run.id,
    run.name,
    run.status,
    run.dataset.name,
    widths(run.design).join('-'),
    String(run.parameters),
    fourDigits(run.dev?.loss),
    fourDigits(run.dev?.accuracy ?? run.dev?.r2),
    run.seconds.toFixed(1),
  ]);
  const head = [
    'run',
    'name',
    'status',
    'data',
    'network',
    'parameters',
    'dev.loss',
    'dev.acc/r²',
    'seconds',
  ];
  return layOutTable(head, rows) + noteOn(runs.length, total);
}

/** A run in the trash as `runs --trash --json` lists it; `bytes` is what deleting it sets free. */
export function toTrashedRow({ run, trashedAt, bytes }: TrashedRun) {
  return { ...toRow(run), trashedAt: new Date(trashedAt).toISOString(), bytes };
}

/** The trash as a table for a person, and what to do with it. */
export function describeTrash(total: number, trashed: TrashedRun[]): string {
  if (total === 0) return 'The trash is empty.';
  const rows = trashed.map(({ run, trashedAt, bytes }) => [
    run.id,
    run.name,
    run.status,
    run.dataset.name,
    widths(run.design).join('-'),
    fourDigits(run.dev?.loss),
    fourDigits(run.dev?.accuracy ?? run.dev?.r2),
    new Date(trashedAt).toISOString().slice(0, 16).replace('T', ' '),
    byteSize(bytes),
  ]);
  const head = [
    'run',
    'name',
    'status',
    'data',
    'network',
    'dev.loss',
    'dev.acc/r²',
    'thrown away (UTC)',
    'size',
  ];
  return layOutTable(head, rows) + noteOn(trashed.length, total);
}

function fourDigits(value: number | null | undefined): string {
  return typeof value === 'number' ? value.toPrecision(4) : '–';
}

function noteOn(shown: number, total: number): string {
  return shown < total ? `\n${shown} of ${total} runs` : '';
}
