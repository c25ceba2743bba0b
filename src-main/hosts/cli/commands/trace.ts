import { Option, type Command } from 'commander';
import { precisions, traceToFile, type Precision } from '../../../services/traces.ts';
import type { CommandContext } from '../context.ts';
import { readDesign } from '../design-option.ts';

interface TraceOptions {
  design: string;
  weights: string;
  batch: string;
  out: string;
  precision: Precision;
  json?: boolean;
}

export function addTrace(program: Command, { terminal }: CommandContext): void {
  program
    .command('trace')
    .description('one forward and one backward pass with every cached value, written to an .npz file')
    .requiredOption('--design <file>', 'a design saved by the app')
    .requiredOption(
      '--weights <file>',
      'an .npz file with W1 b1 … WL bL: W_l (n_l, n_(l-1)), b_l (n_l, 1); gamma_l and beta_l (n_l, 1) of normalised layers',
    )
    .requiredOption('--batch <file>', 'an .npz file with X (n_0, m) and Y (n_L, m), one-hot for softmax')
    .requiredOption(
      '--out <file>',
      'where to write X Y W b A0…AL Z dA dZ dW db loss penalty; of normalised layers gamma beta dgamma dbeta',
    )
    .addOption(new Option('--precision <kind>', 'f32 or f64').choices(precisions).default('f64'))
    .option('--json', 'print one JSON document')
    .action(async ({ design, json, ...files }: TraceOptions) => {
      const traced = await traceToFile({ ...files, design: await readDesign(design) });
      terminal.print(json ? JSON.stringify(traced) : `loss ${traced.loss}, every value in ${traced.out}`);
    });
}
