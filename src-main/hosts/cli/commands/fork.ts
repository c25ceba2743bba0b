import type { Command } from 'commander';
import { gradientDetails } from '#shared/design/recipe.ts';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';
import { readDesign } from '../design-option.ts';
import { followRun } from '../follow-run.ts';
import { parseLabels } from '../label-options.ts';
import { collect, resolveRecipe, settingsHelp, type RecipeOptions } from '../recipe-option.ts';
import { parseThreads, threadsHelp } from '../thread-option.ts';
import { parseWholeNumber } from '../whole-number.ts';

interface ForkOptions extends Omit<RecipeOptions, 'standardize'>, StoreOption {
  step?: string;
  design?: string;
  name?: string;
  tags?: string;
  threads?: string;
  json?: boolean;
}

export function addFork(program: Command, context: CommandContext, finish: (code: number) => void): void {
  program
    .command('fork')
    .description('start a child run from a step of a saved one, with some hyperparameters changed')
    .argument('<run>', 'an id, any unique start of it, or a name')
    .option('--step <n>', 'the step after which the child goes its own way (default: the last)')
    .option('--set <key=value>', settingsHelp(), collect, [])
    .option('--recipe <file>', 'a whole set of hyperparameters as JSON, instead of the parent’s')
    .option('--design <file>', 'another design; of the same shapes, except from step 0')
    .option('--seed <n>', 'short for --set seed=N')
    .option('--epochs <n>', 'short for --set epochs=N')
    .option('--gradients <detail>', `what to record of every layer: ${gradientDetails.join(', ')}`)
    .option('--threads <n>', threadsHelp)
    .option('--name <name>', 'a name for the child')
    .option('--tags <a,b>', 'tags for the child')
    .option('--store <file>', 'the store that holds the run')
    .option('--json', 'print one JSON document')
    .action(async (ref: string, options: ForkOptions) => finish(await fork(ref, options, context)));
}

async function fork(ref: string, options: ForkOptions, context: CommandContext): Promise<number> {
  const tags = parseLabels(options);
  const threads = parseThreads(options.threads);
  const step =
    options.step === undefined ? undefined : parseWholeNumber('--step', options.step, 0, 2 ** 31 - 1);
  const design = options.design === undefined ? undefined : await readDesign(options.design);
  return withApp(context, options, async (app) => {
    const parent = await app.services.runs.get(ref);
    const recipe = await resolveRecipe({ ...options, standardize: true }, parent.recipe);
    const run = await app.services.runs.fork({
      ...{ run: parent.id, recipe, tags },
      ...(step === undefined ? {} : { step }),
      ...(design === undefined ? {} : { design }),
      ...(options.name === undefined ? {} : { name: options.name }),
      ...(threads === undefined ? {} : { threads }),
    });
    context.terminal.tell(`${run.name}: forked from ${parent.name} at step ${run.parent?.step ?? 0}`);
    return followRun(app, run, options, context);
  });
}
