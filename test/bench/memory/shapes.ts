import type { Recipe } from '#shared/design/recipe.ts';

/** A training whose memory is measured. */
export interface Shape {
  name: string;
  inputs: number;
  /** As `--layers`. */
  layers: string;
  classes: number;
  /** Of the whole dataset; seven tenths of them are trained on. */
  examples: number;
  batchSize: number;
  optimizer: Recipe['optimizer']['kind'];
  threads: number;
  /** Trained in this many epochs; as few as reach every buffer. */
  epochs: number;
}

/** From tiny to about 1 GiB: parameters, examples, activations and threads each lead in one of them. */
export const shapes: readonly Shape[] = [
  shape('tiny', { inputs: 2, layers: '4:tanh', classes: 2, examples: 200, batchSize: 10, optimizer: 'sgd' }),
  shape('digits', {
    inputs: 784,
    layers: '128:relu,64:relu',
    examples: 10_000,
    batchSize: 64,
    optimizer: 'adam',
  }),
  shape('two threads', {
    inputs: 784,
    layers: '1024:relu,1024:relu',
    examples: 4000,
    batchSize: 256,
    threads: 2,
  }),
  shape('many examples', {
    inputs: 784,
    layers: '32:relu',
    examples: 60_000,
    batchSize: 256,
    optimizer: 'sgd',
  }),
  shape('large batch', { inputs: 64, layers: '1024:tanh,1024:tanh', examples: 12_000, batchSize: 8192 }),
  shape('deep', {
    inputs: 64,
    layers: Array(12).fill('1024:relu').join(','),
    examples: 2000,
    batchSize: 128,
  }),
  shape('1 GiB', { inputs: 1024, layers: '5000:relu,5000:relu', examples: 1000, batchSize: 100, epochs: 1 }),
];

function shape(
  name: string,
  change: Partial<Shape> & Pick<Shape, 'inputs' | 'layers' | 'examples' | 'batchSize'>,
): Shape {
  return { name, classes: 10, optimizer: 'adam', threads: 1, epochs: 2, ...change };
}
