import { describe, expect, test } from 'vitest';
import { checkDesignValue } from '#shared/design/parse-design.ts';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { presets } from '#shared/design/presets.ts';
import { checkRecipe } from '#shared/design/settings.ts';
import { checkDesign } from '#shared/design/shapes.ts';
import { designFor, lossFor, outputLayerFor, refitDesign, type Task } from '#shared/design/task.ts';

const tasks = [
  [{ kind: 'binary', inputs: 2, outputs: 1 }, { units: 1, activation: 'sigmoid' }, 'binaryCrossEntropy'],
  [{ kind: 'multiclass', inputs: 4, outputs: 3 }, { units: 3, activation: 'softmax' }, 'crossEntropy'],
  [{ kind: 'regression', inputs: 1, outputs: 2 }, { units: 2, activation: 'linear' }, 'meanSquaredError'],
] as const;

describe.each(tasks)('for a task %j', (task, output, loss) => {
  const hidden = parseLayers('8:tanh,4:relu');

  test('the output layer and the loss follow, and the design fits', () => {
    const design = designFor(task, hidden, 'name');
    expect(design).toEqual({
      format: 'layerbench/design@1',
      name: 'name',
      inputs: task.inputs,
      layers: [...hidden, output],
      loss,
    });
    expect([outputLayerFor(task), lossFor(task.kind)]).toEqual([output, loss]);
    expect(() => checkDesign(checkDesignValue(design), task)).not.toThrow();
  });

  test('none hidden gives the shallow model', () => {
    const design = designFor(task, [], 'name');
    expect(design.layers).toEqual([output]);
    expect(() => checkDesign(design, task)).not.toThrow();
  });

  test.each(tasks)('a design of another task, %j, keeps its hidden layers and fits', (other: Task) => {
    const before = designFor(other, [{ units: 5, activation: 'relu', init: 'he' }], 'mine');
    const design = refitDesign(before, task);
    expect(design).toEqual(designFor(task, [{ units: 5, activation: 'relu', init: 'he' }], 'mine'));
    expect(() => checkDesign(design, task)).not.toThrow();
  });
});

test('the layers of a design are its own, not those it was made from', () => {
  const hidden = parseLayers('8:tanh');
  const design = designFor({ kind: 'binary', inputs: 2, outputs: 1 }, hidden, 'name');
  hidden[0] = { units: 1, activation: 'relu' };
  expect(design.layers[0]).toEqual({ units: 8, activation: 'tanh' });
});

test('a name longer than a design may have is cut, so that data with a long name can be trained on', () => {
  const design = designFor({ kind: 'binary', inputs: 2, outputs: 1 }, [], 'n'.repeat(300));
  expect(design.name).toHaveLength(120);
  expect(() => checkDesignValue(design)).not.toThrow();
});

describe.each(presets)('the preset $id', ({ hidden, recipe }) => {
  test('is a whole recipe, and its layers fit every task', () => {
    expect(checkRecipe(recipe)).toEqual(recipe);
    for (const [task] of tasks)
      expect(() => checkDesignValue(designFor(task, hidden, 'preset'))).not.toThrow();
  });
});

test('no two presets have the same id', () => {
  expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
});
