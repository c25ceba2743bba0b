import type { Command } from 'commander';
import { gradientDetails } from '#shared/design/recipe.ts';
import { taskKinds, type TaskKind } from '#shared/design/task.ts';
import { problem } from '#shared/problem.ts';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';
import { resolveDataOption } from '../data-option.ts';
import { defaultLayers, resolveDesign } from '../design-option.ts';
import { followRun } from '../follow-run.ts';
import { parseLabels } from '../label-options.ts';
import { collect, resolveRecipe, settingsHelp, type RecipeOptions } from '../recipe-option.ts';
import { parseThreads, threadsHelp } from '../thread-option.ts';

interface TrainOptions extends RecipeOptions, StoreOption {
  data: string;
  target?: string;
  task?: string;
  layers?: string;
  design?: string;
  name?: string;
  tags?: string;
  threads?: string;
  json?: boolean;
}

export function addTrain(program: Command, context: CommandContext, finish: (code: number) => void): void {
  program
    .command('train')
    .description('train a network and save the run')
    .requiredOption(
      '--data <name|file>',
      'a built-in dataset (spirals:noise=0.1,n=600) or a file with a table (.csv, .tsv)',
    )
    .option('--target <column>', 'the column to predict (default: the last)')
    .option('--task <kind>', `override the inferred task: ${taskKinds.join(', ')}`)
    .option('--layers <list>', `hidden layers as units:activation (default "${defaultLayers}"; "" is L = 1)`)
    .option('--design <file>', 'a design saved by the app, instead of --layers')
    .option('--set <key=value>', settingsHelp(), collect, [])
    .option('--recipe <file>', 'a whole set of hyperparameters as JSON')
    .option('--seed <n>', 'short for --set seed=N')
    .option('--epochs <n>', 'short for --set epochs=N')
    .option('--gradients <detail>', `what to record of every layer: ${gradientDetails.join(', ')}`)
    .option('--threads <n>', threadsHelp)
    .option('--no-standardize', 'leave the inputs in their own units')
    .option('--name <name>', 'a name for the run')
    .option('--tags <a,b>', 'tags for the run')
    .option('--store <file>', 'the store to keep the run in')
    .option('--json', 'print one JSON document')
    .action(async (options: TrainOptions) => finish(await train(options, context)));
}

async function train(options: TrainOptions, context: CommandContext): Promise<number> {
  const task = parseTask(options.task);
  const tags = parseLabels(options);
  const threads = parseThreads(options.threads);
  const recipe = await resolveRecipe(options);
  return withApp(context, options, async (app) => {
    const { runs } = app.services;
    const { data, target } = options;
    const dataset = await resolveDataOption(
      app.services,
      {
        data,
        ...(target === undefined ? {} : { target }),
        ...(task === undefined ? {} : { task }),
      },
      context.terminal,
    );
    const design = await resolveDesign(options, dataset.task, dataset.name);
    const run = await runs.start({
      data: dataset.source,
      design,
      recipe,
      ...(options.name === undefined ? {} : { name: options.name }),
      tags,
      ...(threads === undefined ? {} : { threads }),
    });
    context.terminal.tell(describeData(dataset));
    context.terminal.tell(`training needs ${runs.memoryInMiB(run, threads)} MiB of memory`);
    return followRun(app, run, options, context);
  });
}

function parseTask(text: string | undefined): TaskKind | undefined {
  if (text === undefined) return undefined;
  const kind = taskKinds.find((known) => known === text);
  if (kind === undefined)
    throw problem('usage', { reason: `--task "${text}": one of ${taskKinds.join(', ')} is accepted.` });
  return kind;
}

function describeData(dataset: {
  name: string;
  examples: number;
  features: string[];
  target: string;
  task: { kind: TaskKind };
  classes: string[];
  missing: { column: string; count: number }[];
}): string {
  const { name, examples, features, target, task, classes, missing } = dataset;
  const kinds = {
    binary: 'binary',
    multiclass: `multi-class, ${classes.length} classes`,
    regression: 'regression',
  };
  const gaps = missing.map(({ column, count }) => `${column} ${count}`).join(', ');
  return `${name}: ${examples} examples, ${features.length} inputs, target ${target} (${kinds[task.kind]})${
    gaps ? `; missing values filled with the training mean: ${gaps}` : ''
  }`;
}
