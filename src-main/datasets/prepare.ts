import type { Recipe } from '#shared/design/recipe.ts';
import type { Task } from '#shared/design/task.ts';
import type { Dataset } from './dataset.ts';
import { fillsOf } from './preparation/fills.ts';
import { measureRanges } from './preparation/ranges.ts';
import { splitExamples } from './split.ts';
import { applyScales, measureColumns, type ColumnScales } from './standardize.ts';

/** One part of the data, ready for the network: slices of a buffer that threads share. */
export interface PreparedPart {
  /** (n_0, m), sample-major; no NaN. */
  X: Float32Array<SharedArrayBuffer>;
  /** (n_L, m): 0 or 1 for binary, one-hot for multiclass, the values themselves for regression. */
  Y: Float32Array<SharedArrayBuffer>;
  /** How many examples; 0 where the part was not asked for. */
  m: number;
}

/**
 * A dataset divided and scaled by a recipe. It can be posted to a thread: the buffers are shared, not copied. `mean`
 * and `deviation` turn an input in the data's own units into what the network sees; where nothing is
 * scaled they are 0 and 1.
 */
export interface PreparedData extends ColumnScales {
  task: Task;
  /** n_0. */
  inputs: number;
  /** n_L. */
  outputs: number;
  train: PreparedPart;
  dev: PreparedPart;
  test: PreparedPart;
}

/**
 * Divides the examples, fills missing values and scales them; what fills and scales comes from the training part alone,
 * so that nothing of the dev and test parts leaks into training. How follows from the dataset's treatment; whether
 * anything is scaled, from the recipe.
 *
 * @throws ProblemError data.tooFewExamples, data.tooFewGroups
 */
export function prepareData(
  dataset: Dataset,
  recipe: Pick<Recipe, 'split' | 'seed' | 'standardize'>,
): PreparedData {
  const split = splitExamples(dataset, recipe);
  const { inputs, outputs } = dataset.task;
  const X = sharedFloats(dataset.examples * inputs);
  const Y = sharedFloats(dataset.examples * outputs);
  const cut = cutParts(X, Y, dataset.task);
  const [train, dev, test] = [cut(split.train, dataset), cut(split.dev, dataset), cut(split.test, dataset)];
  const usual = measureColumns(train.X, inputs);
  const scaling = recipe.standardize ? (dataset.treatment?.scaling ?? 'standardize') : 'none';
  const scales = scaling === 'minMax' ? measureRanges(train.X, inputs) : usual;
  const isScaled = scaling !== 'none';
  applyScales(X, scales, fillsOf(dataset, train.X, usual.mean), isScaled);
  const unscaled = { mean: new Float64Array(inputs), deviation: new Float64Array(inputs).fill(1) };
  return {
    task: dataset.task,
    inputs,
    outputs,
    train,
    dev,
    test,
    ...(isScaled ? scales : unscaled),
  };
}

/** Fills the buffers from their start, one part after the other. */
function cutParts(X: Float32Array<SharedArrayBuffer>, Y: Float32Array<SharedArrayBuffer>, task: Task) {
  const { inputs, outputs } = task;
  let from = 0;
  return (examples: Uint32Array, dataset: Dataset): PreparedPart => {
    const to = from + examples.length;
    const part = {
      X: X.subarray(from * inputs, to * inputs),
      Y: Y.subarray(from * outputs, to * outputs),
      m: examples.length,
    };
    examples.forEach((example, at) => {
      part.X.set(dataset.X.subarray(example * inputs, (example + 1) * inputs), at * inputs);
      if (task.kind === 'multiclass') part.Y[at * outputs + dataset.Y[example]!] = 1;
      else part.Y.set(dataset.Y.subarray(example * outputs, (example + 1) * outputs), at * outputs);
    });
    from = to;
    return part;
  };
}

function sharedFloats(length: number): Float32Array<SharedArrayBuffer> {
  return new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT));
}
