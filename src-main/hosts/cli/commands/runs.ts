import type { Command } from 'commander';
import type { Run } from '#shared/contract/runs.ts';
import { widths } from '#shared/design/design.ts';
import { problem } from '#shared/problem.ts';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';
import { sortRuns } from '../sort-runs.ts';
import { layOutTable } from '../table.ts';

interface RunsOptions extends StoreOption {
  sort: string;
  limit?: string;
  json?: boolean;
}

export function addRuns(program: Command, context: CommandContext): void {
  program
    .command('runs')
    .description('list the saved runs')
    .option(
      '--sort <key>',
      'a column, such as dev.accuracy; "-" before it puts the largest first',
      '-createdAt',
    )
    .option('--limit <n>', 'show at most n runs')
    .option('--store <file>', 'the store to read')
    .option('--json', 'print one JSON document')
    .action(async (options: RunsOptions) => {
      const limit = parseLimit(options.limit);
      await withApp(context, options, async ({ services }) => {
        const all = await services.runs.list();
        const shown = sortRuns(all, options.sort).slice(0, limit);
        const json = () => JSON.stringify({ total: all.length, runs: shown.map(toRow) }, null, 2);
        context.terminal.print(options.json ? json() : describeRuns(all.length, shown));
      });
    });
}

function parseLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1)
    throw problem('usage', { reason: `--limit "${text}": a whole number of 1 or more is accepted.` });
  return limit;
}

function toRow({ id, ...rest }: Run) {
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

function describeRuns(total: number, runs: Run[]): string {
  if (total === 0) return 'No runs are saved yet; "layerbench train --data spirals" makes one.';
  const number = (value: number | null | undefined) =>
    typeof value === 'number' ? value.toPrecision(4) : '–';
  const rows = runs.map((run) => [
    run.id,
    run.name,
    run.status,
    run.dataset.name,
    widths(run.design).join('-'),
    String(run.parameters),
    number(run.dev?.loss),
    number(run.dev?.accuracy ?? run.dev?.r2),
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
  const note = runs.length < total ? `\n${runs.length} of ${total} runs` : '';
  return layOutTable(head, rows) + note;
}
