import type { Command } from 'commander';
import type { Design } from '#shared/design/design.ts';
import {
  checkDesign,
  shapesOf,
  type LayerShapes,
  type NetworkShapes,
  type Shape,
} from '#shared/design/shapes.ts';
import type { Task } from '#shared/design/task.ts';
import { problem } from '#shared/problem.ts';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';
import { resolveDataOption } from '../data-option.ts';
import { readDesign, resolveDesign } from '../design-option.ts';
import { layOutTable } from '../table.ts';

interface ShapesOptions extends StoreOption {
  data?: string;
  target?: string;
  layers?: string;
  design?: string;
  m: string;
  json?: boolean;
}

export function addShapes(program: Command, context: CommandContext): void {
  program
    .command('shapes')
    .description('the dimensions of every W, b, Z, A and their gradients, with counts')
    .option('--design <file>', 'a design saved by the app')
    .option('--data <name|file>', 'data that the design must fit; needed with --layers')
    .option('--target <column>', 'the column to predict (default: the last)')
    .option('--layers <list>', 'hidden layers as units:activation, instead of --design')
    .option('--m <n>', 'examples in the batch', '32')
    .option('--store <file>', 'the store that imported data is kept in')
    .option('--json', 'print one JSON document')
    .action(async (options: ShapesOptions) => {
      const m = Number(options.m);
      if (!Number.isInteger(m) || m < 1)
        throw problem('usage', { reason: `--m "${options.m}": a whole number of 1 or more is accepted.` });
      const design = await chooseDesign(options, context);
      const shapes = shapesOf(design, m);
      context.terminal.print(options.json ? JSON.stringify(shapes, null, 2) : describe(shapes));
    });
}

async function chooseDesign(options: ShapesOptions, context: CommandContext): Promise<Design> {
  if (options.data === undefined) {
    if (options.design !== undefined && options.layers === undefined) return readDesign(options.design);
    throw problem('usage', { reason: 'shapes: give --design FILE, or --data with --layers.' });
  }
  const task = await taskOf(options.data, options, context);
  const design = await resolveDesign(options, task, 'shapes');
  checkDesign(design, task);
  return design;
}

function taskOf(data: string, options: ShapesOptions, context: CommandContext): Promise<Task> {
  const { target } = options;
  return withApp(context, options, async ({ services }) => {
    const dataset = await resolveDataOption(
      services,
      { data, ...(target === undefined ? {} : { target }) },
      context.terminal,
    );
    return dataset.task;
  });
}

function describe({ L, m, layers, totals }: NetworkShapes): string {
  const normalized = layers.some(({ gamma }) => gamma !== undefined);
  const rows = layers.map((layer) => [
    String(layer.l),
    print(layer, 'W'),
    print(layer, 'b'),
    ...(normalized ? [print(layer, 'gamma')] : []),
    print(layer, 'Z'),
    String(layer.parameters),
    String(layer.flops),
  ]);
  const norms = normalized ? ['gamma, beta, dgamma, dbeta'] : [];
  const head = ['l', 'W, dW', 'b, db', ...norms, 'Z, A, dZ, dA', 'parameters', 'FLOPs'];
  return `L = ${L} (the input is not counted), m = ${m}\n${layOutTable(head, rows)}\ntotal: ${totals.parameters} parameters, ${totals.flops} FLOPs for one forward and backward pass over the batch`;
}

function print({ symbolic, ...shapes }: LayerShapes, tensor: 'W' | 'b' | 'gamma' | 'Z'): string {
  const shape: Shape | undefined = shapes[tensor];
  return shape === undefined ? '-' : `${symbolic[tensor] ?? ''} = (${shape.join(', ')})`;
}
