import { createGenerator } from '#shared/core/random/generator.ts';
import type { Task } from '#shared/design/task.ts';
import type { Dataset } from '../dataset.ts';
import { hashDataset } from '../hash.ts';
import { valueOf, type DataGenerator, type OptionValues } from './generator.ts';
import { printSource } from './options.ts';

/** Makes the examples of a generator; the same options give the same bytes on every machine. */
export function generateDataset(generator: DataGenerator, options: OptionValues): Dataset {
  const random = createGenerator(valueOf(options, 'seed')).stream(`data.${generator.name}`);
  const features = generator.features(options);
  const classes = Array.from({ length: generator.classes(options) }, (_, index) => String(index));
  const examples = valueOf(options, 'n');
  const task = taskOf(features.length, classes.length);
  const X = new Float32Array(examples * task.inputs);
  const Y = new Float32Array(examples);
  shuffledRows(examples, random).forEach((row, i) => {
    const { x, y } = generator.draw(i, options, random);
    X.set(x, row * task.inputs);
    Y[row] = y;
  });
  const data: Omit<Dataset, 'hash'> = {
    source: printSource(generator, options),
    name: generator.name,
    origin: 'generated',
    task,
    examples,
    features,
    target: classes.length === 0 ? 'y' : 'class',
    classes,
    X,
    Y,
    missing: [],
  };
  return { ...data, hash: hashDataset(data) };
}

function taskOf(inputs: number, classes: number): Task {
  if (classes === 0) return { kind: 'regression', inputs, outputs: 1 };
  if (classes === 2) return { kind: 'binary', inputs, outputs: 1 };
  return { kind: 'multiclass', inputs, outputs: classes };
}

/** Where example i is put, so that the classes, drawn by turn, do not lie in a pattern. */
function shuffledRows(examples: number, random: { shuffle(values: Uint32Array): void }): Uint32Array {
  const rows = Uint32Array.from({ length: examples }, (_, index) => index);
  random.shuffle(rows);
  return rows;
}
