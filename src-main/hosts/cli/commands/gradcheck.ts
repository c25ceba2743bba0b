import type { Command } from 'commander';
import { problem } from '#shared/problem.ts';
import { checkGradients, type GradientCheckReport } from '../../../services/gradient-checks.ts';
import { type CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { readDesign } from '../design-option.ts';
import { layOutTable } from '../table.ts';
import { parseWholeNumber } from '../whole-number.ts';

interface GradcheckOptions {
  design: string;
  weights?: string;
  batch?: string;
  seed: string;
  m?: string;
  json?: boolean;
}

const examplesDrawn = '5';

export function addGradcheck(
  program: Command,
  { terminal }: CommandContext,
  finish: (code: number) => void,
): void {
  program
    .command('gradcheck')
    .description('backward against central differences in float64, every layer')
    .requiredOption('--design <file>', 'a design saved by the app')
    .option(
      '--weights <file>',
      'an .npz file with W1 b1 … WL bL, gamma_l and beta_l of normalised layers (default: drawn from the seed)',
    )
    .option('--batch <file>', 'an .npz file with X (n_0, m) and Y (n_L, m) (default: drawn from the seed)')
    .option('--seed <n>', 'what weights and examples are drawn from', '1')
    .option('--m <n>', `how many examples to draw (default: ${examplesDrawn})`)
    .option('--json', 'print one JSON document')
    .action(async ({ design, weights, batch, seed, m, json }: GradcheckOptions) => {
      if (batch !== undefined && m !== undefined)
        throw problem('usage', {
          reason: '--m is the number of examples to draw, but --batch brings its own.',
        });
      const report = await checkGradients({
        design: await readDesign(design),
        ...(weights === undefined ? {} : { weights }),
        ...(batch === undefined ? {} : { batch }),
        seed: parseWholeNumber('--seed', seed, 0, 2 ** 32 - 1),
        m: parseWholeNumber('--m', m ?? examplesDrawn, 1, 100_000),
      });
      finish(report.passed ? exitCodes.done : exitCodes.failed);
      terminal.print(json ? JSON.stringify(report, null, 2) : describe(report));
    });
}

function describe(report: GradientCheckReport): string {
  const { maxRelativeError, perLayer, kinks, checked, parameters, tolerance, passed } = report;
  const rows = perLayer.map((error, index) => [String(index + 1), error.toExponential(2)]);
  const lines = [
    layOutTable(['l', 'relative error'], rows),
    `largest relative error ${maxRelativeError.toExponential(2)}, ${passed ? 'within' : 'not within'} ${tolerance}`,
    `${checked} of ${parameters} parameters compared`,
  ];
  if (kinks > 0)
    lines.push(
      `${kinks} left out: a small move carries a unit over the kink of its activation or an output over one of the loss`,
    );
  return lines.join('\n');
}
