import type { Command } from 'commander';
import type { RunLedger } from '#shared/contract/gradients.ts';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';
import { layOutTable } from '../table.ts';
import { parseWholeNumber } from '../whole-number.ts';

interface LedgerOptions extends StoreOption {
  step?: string;
  json?: boolean;
}

export function addLedger(program: Command, context: CommandContext): void {
  program
    .command('ledger')
    .description('where the gradient shrinks or grows on its way back from dZ_L to dZ_1, layer by layer')
    .argument('<run>', 'an id, any unique start of it, or a name')
    .option('--step <n>', 'a step whose layers were recorded (default: the last of them)')
    .option('--store <file>', 'the store to read')
    .option('--json', 'print one JSON document')
    .action(async (ref: string, { step, json, ...store }: LedgerOptions) => {
      const at = step === undefined ? undefined : parseWholeNumber('--step', step, 0, 2 ** 31 - 1);
      await withApp(context, store, async ({ services }) => {
        const ledger = await services.ledgers.at(ref, at);
        context.terminal.print(json ? JSON.stringify(ledger, null, 2) : describe(ledger));
      });
    });
}

/** A row for each layer reached, in decades; a column for what no layer has is left out. */
function describe({ step, total, layers }: RunLedger): string {
  const columns = (['normalization', 'weight', 'residual', 'derivative'] as const).filter((name) =>
    layers.some((layer) => layer[name] !== undefined),
  );
  const rows = layers.map((layer) => [String(layer.l), ...columns.map((name) => inDecades(layer[name]))]);
  const head = ['l', ...columns];
  const all = `log10 of ‖dZ_1‖ / ‖dZ_${layers.length + 1}‖ at step ${step}: ${inDecades(total)}`;
  return layers.length === 0
    ? `${all} (one layer: nothing is passed back)`
    : `${layOutTable(head, rows)}\n${all}`;
}

/** "lost" is −∞: nothing of the gradient came through. */
function inDecades(value: number | null | undefined): string {
  if (value === undefined) return '';
  if (value === null) return 'lost';
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(3)}`;
}
