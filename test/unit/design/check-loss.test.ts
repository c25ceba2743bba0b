import { describe, expect, test } from 'vitest';
import { losses } from '#shared/design/design.ts';
import { checkDesign } from '#shared/design/shapes.ts';
import { designFor, lossesFor, refitDesign, taskKinds, withLoss, type Task } from '#shared/design/task.ts';
import { refusalOf } from './refusal.ts';

const taskOf = (kind: Task['kind']): Task => ({ kind, inputs: 2, outputs: kind === 'multiclass' ? 3 : 1 });

describe.each(taskKinds)('a %s task', (kind) => {
  const task = taskOf(kind);
  const design = designFor(task, [{ units: 4, activation: 'tanh' }], 'name');

  test.each(lossesFor(kind))('takes the loss %s with the output that goes with it', (loss) => {
    const chosen = withLoss(design, task, loss);
    expect(chosen.loss).toBe(loss);
    expect(() => checkDesign(chosen, task)).not.toThrow();
    expect(withLoss(chosen, task, design.loss)).toEqual(design);
  });

  test('refuses every other loss and lists those it takes', () => {
    for (const loss of losses.filter((name) => !lossesFor(kind).includes(name))) {
      const activation = { binaryCrossEntropy: 'sigmoid', crossEntropy: 'softmax', hinge: 'linear' } as const;
      const readable = loss in activation ? activation[loss as keyof typeof activation] : 'linear';
      const [hidden, output] = design.layers;
      if (hidden === undefined || output === undefined) throw new Error('two layers are needed');
      const units = loss === 'crossEntropy' ? 3 : output.units;
      const other = { ...design, layers: [hidden, { units, activation: readable }], loss };
      const sentence = refusalOf(() => checkDesign(other, { ...task, outputs: units }));
      for (const accepted of lossesFor(kind)) expect(sentence).toContain(accepted);
    }
  });
});

test('the sentence lists what is accepted', () => {
  const design = withLoss(designFor(taskOf('regression'), [], 'name'), taskOf('regression'), 'huber');
  expect(refusalOf(() => checkDesign(design, taskOf('binary')))).toBe(
    'layer 1: the loss huber does not fit the activation linear; a binary target takes one of binaryCrossEntropy, hinge, meanSquaredError.',
  );
});

test('hinge reads values on both sides of 0, so its output is linear', () => {
  const design = { ...designFor(taskOf('binary'), [], 'name'), loss: 'hinge' as const };
  expect(refusalOf(() => checkDesign(design))).toBe(
    'layer 1: the loss hinge does not fit the activation sigmoid; hinge reads values on both sides of 0 and needs a linear output.',
  );
});

test('a chosen loss stays with other data of its kind, and goes where it does not fit', () => {
  const binary = taskOf('binary');
  const hinge = withLoss(designFor(binary, [], 'name'), binary, 'hinge');
  expect(refitDesign(hinge, { ...binary, inputs: 9 }).loss).toBe('hinge');
  expect(refitDesign(hinge, taskOf('multiclass'))).toMatchObject({
    layers: [{ units: 3, activation: 'linear' }],
    loss: 'hinge',
  });
  expect(refitDesign(hinge, taskOf('regression')).loss).toBe('meanSquaredError');
  expect(refitDesign(designFor(taskOf('regression'), [], 'name'), binary).loss).toBe('binaryCrossEntropy');
});
