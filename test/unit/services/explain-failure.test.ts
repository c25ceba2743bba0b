import { expect, test } from 'vitest';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { defaultRecipe } from '#shared/design/recipe.ts';
import { designFor } from '#shared/design/task.ts';
import { explainFailure } from '#main/services/explain-failure.ts';
import { toTrainingSpec } from '#main/services/training-spec.ts';

const task = { kind: 'multiclass', inputs: 784, outputs: 10 } as const;
const spec = toTrainingSpec(designFor(task, parseLayers('1024:relu,4096:relu'), 'wide'), defaultRecipe);

test('memory that runs out names the layer that takes the most, its shape, and its MiB with all that training keeps', () => {
  const full = Object.assign(new Error('heap full'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
  // Adam: W, dW, W before the step and two memories of (4096, 1024) and of b, and A and dZ of 256 examples.
  const bytes = 4 * (5 * 4096 * 1025 + 2 * 256 * 4096);
  expect(explainFailure(full, spec)).toEqual({
    kind: 'memory',
    layer: 2,
    message: `Its thread ran out of memory (heap full). Layer 2 takes the most: W2 is (4096, 1024), and with all that training keeps of the layer that is ${(bytes / 2 ** 20).toPrecision(3).replace(/\.?0+$/, '')} MiB; take fewer units or a smaller batchSize.`,
  });
});

test.each([
  ['a buffer', new RangeError('Array buffer allocation failed')],
  [
    'the memory of the engine',
    new RangeError('training needs 900 MiB of memory, which this machine does not give'),
  ],
])('%s that cannot be had is a lack of memory', (_what, cause) => {
  expect(explainFailure(cause, spec)).toMatchObject({ kind: 'memory', layer: 2 });
});

test.each([new RangeError('Invalid array length'), new TypeError('no such ink')])(
  '%s is a fault, told as it came',
  (cause) => {
    expect(explainFailure(cause, spec)).toEqual({ kind: 'threw', message: cause.message });
  },
);
