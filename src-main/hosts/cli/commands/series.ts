import { Option, type Command } from 'commander';
import type { Series } from '#shared/contract/runs.ts';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';

interface SeriesOptions extends StoreOption {
  format: 'json' | 'csv';
  json?: boolean;
}

export function addSeries(program: Command, context: CommandContext): void {
  program
    .command('series')
    .description('print recorded series of a run, such as train.loss or grad.norm.dW[1]')
    .argument('<run>', 'an id, any unique start of it, or a name')
    .argument('<key...>', 'names of series')
    .addOption(new Option('--format <format>', 'json or csv').choices(['json', 'csv']).default('json'))
    .option('--store <file>', 'the store to read')
    .option('--json', 'print one JSON document; the same as --format json')
    .action(async (ref: string, keys: string[], options: SeriesOptions) => {
      await withApp(context, options, async ({ services }) => {
        const series = await services.runs.series(ref, keys);
        const csv = options.format === 'csv' && !options.json;
        context.terminal.print(csv ? toCsv(series) : JSON.stringify(series));
      });
    });
}

/** One line per point; a gap is an empty field. */
function toCsv(series: Record<string, Series>): string {
  const lines = ['series,step,value'];
  for (const [key, { step, value }] of Object.entries(series))
    step.forEach((at, index) => lines.push(`${key},${at},${value[index] ?? ''}`));
  return lines.join('\n');
}
