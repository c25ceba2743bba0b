import type { Command } from 'commander';
import { problem } from '#shared/problem.ts';
import type { Services } from '../../../services/services.ts';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';
import { describeRuns, describeTrash, toRow, toTrashedRow } from '../run-table.ts';
import { sortBy, sortRuns } from '../sort-runs.ts';

interface RunsOptions extends StoreOption {
  sort?: string;
  trash?: boolean;
  limit?: string;
  json?: boolean;
}

export function addRuns(program: Command, context: CommandContext): void {
  program
    .command('runs')
    .description('list the saved runs')
    .option(
      '--sort <key>',
      'a column, such as dev.accuracy; "-" before it puts the largest first (default: "-createdAt"; in the trash, what was thrown away last)',
    )
    .option('--limit <n>', 'show at most n runs')
    .option('--trash', 'list the runs in the trash instead')
    .option('--store <file>', 'the store to read')
    .option('--json', 'print one JSON document')
    .action(async (options: RunsOptions) => {
      const limit = parseLimit(options.limit);
      await withApp(context, options, async ({ services }) => {
        const { document, text } = await (options.trash ? listTrash : listRuns)(services, options, limit);
        context.terminal.print(options.json ? JSON.stringify(document, null, 2) : text);
      });
    });
}

async function listRuns({ runs }: Services, { sort = '-createdAt' }: RunsOptions, limit?: number) {
  const all = await runs.list();
  const shown = sortRuns(all, sort).slice(0, limit);
  return { document: { total: all.length, runs: shown.map(toRow) }, text: describeRuns(all.length, shown) };
}

async function listTrash({ trash }: Services, { sort }: RunsOptions, limit?: number) {
  const all = await trash.list();
  const shown = (sort === undefined ? all : sortBy(all, sort, ({ run }) => run)).slice(0, limit);
  const document = { total: all.length, runs: shown.map(toTrashedRow) };
  return { document, text: describeTrash(all.length, shown) };
}

function parseLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1)
    throw problem('usage', { reason: `--limit "${text}": a whole number of 1 or more is accepted.` });
  return limit;
}
