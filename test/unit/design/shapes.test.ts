import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Activation, Design } from '#shared/design/design.ts';
import { depth, widths } from '#shared/design/design.ts';
import { checkDesign, checkWeightShape, parameterCount, shapesOf } from '#shared/design/shapes.ts';
import { entry } from '#test/entry.ts';
import { catchProblem, refusalOf } from './refusal.ts';

function makeDesign(n: readonly number[], change: Partial<Design> = {}): Design {
  const L = n.length - 1;
  return {
    format: 'layerbench/design@1',
    name: n.join('-'),
    inputs: entry(n, 0),
    layers: n.slice(1).map((units, index) => ({ units, activation: index + 1 < L ? 'relu' : 'sigmoid' })),
    loss: 'binaryCrossEntropy',
    ...change,
  };
}

function withOutput(n: readonly number[], activation: Activation, loss: Design['loss']): Design {
  const design = makeDesign(n, { loss });
  const last = entry(design.layers, design.layers.length - 1);
  return { ...design, layers: [...design.layers.slice(0, -1), { ...last, activation }] };
}

fc.configureGlobal({ seed: 7 });
const chain = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 2, maxLength: 12 });

describe('shapes', () => {
  test('every tensor of 3-4-2-1 has the dimensions of the course, in numbers and in letters', () => {
    const { L, m, layers } = shapesOf(makeDesign([3, 4, 2, 1]), 7);
    expect([L, m]).toEqual([3, 7]);
    expect(entry(layers, 1)).toEqual({
      l: 2,
      W: [2, 4],
      dW: [2, 4],
      b: [2, 1],
      db: [2, 1],
      Z: [2, 7],
      A: [2, 7],
      dZ: [2, 7],
      dA: [2, 7],
      parameters: 10,
      flops: 3 * 2 * 2 * 4 * 7 + 4 * 2 * 7,
      symbolic: {
        W: '(n_2, n_1)',
        dW: '(n_2, n_1)',
        b: '(n_2, 1)',
        db: '(n_2, 1)',
        Z: '(n_2, m)',
        A: '(n_2, m)',
        dZ: '(n_2, m)',
        dA: '(n_2, m)',
      },
    });
    expect(layers.map(({ W }) => W)).toEqual([
      [4, 3],
      [2, 4],
      [1, 2],
    ]);
  });

  test('the first layer has no dA_0 to compute, so it costs two products instead of three', () => {
    const { layers } = shapesOf(makeDesign([5, 5, 5]), 1);
    expect(entry(layers, 1).flops - entry(layers, 0).flops).toBe(2 * 5 * 5);
  });

  test('the input is not a layer: logistic regression has L = 1', () => {
    expect(depth(makeDesign([2, 1]))).toBe(1);
    expect(widths(makeDesign([2, 1]))).toEqual([2, 1]);
  });

  test.each([
    [[12_288, 20, 7, 5, 1], 245_973],
    [[2, 32, 32, 1], 1_185],
    [[2, 1], 3],
  ])('%j has %i parameters', (n, parameters) => {
    expect(parameterCount(makeDesign(n))).toBe(parameters);
  });

  test('a normalised layer has gamma and beta, 2 n_l more parameters and more to compute; others have neither', () => {
    const plain = makeDesign([3, 4, 2, 1]);
    const [first, second, output] = plain.layers;
    const design = makeDesign([3, 4, 2, 1], {
      layers: [entry([first], 0), { ...entry([second], 0), normalization: 'batch' }, entry([output], 0)],
    } as Partial<Design>);
    const [before, normalised, after] = shapesOf(design, 7).layers;
    expect(normalised).toMatchObject({
      gamma: [2, 1],
      beta: [2, 1],
      dgamma: [2, 1],
      dbeta: [2, 1],
      parameters: 2 * 4 + 2 + 2 * 2,
      symbolic: { gamma: '(n_2, 1)', beta: '(n_2, 1)', dgamma: '(n_2, 1)', dbeta: '(n_2, 1)' },
    });
    expect(Object.keys({ ...before, ...after, ...before?.symbolic })).not.toContain('gamma');
    expect(parameterCount(design) - parameterCount(plain)).toBe(4);
    expect(shapesOf(design, 7).totals.flops - shapesOf(plain, 7).totals.flops).toBe(15 * 2 * 7);
  });

  test('inner dimensions meet in every chain, gradients have the shapes of what they are gradients of', () => {
    fc.assert(
      fc.property(chain, fc.integer({ min: 1, max: 1000 }), (n, m) => {
        const { L, layers, totals } = shapesOf(makeDesign(n), m);
        expect(L).toBe(n.length - 1);
        let below = entry(n, 0);
        for (const layer of layers) {
          expect(layer.W[1]).toBe(below);
          expect([layer.W[0], m]).toEqual(layer.Z);
          expect([layer.dW, layer.db, layer.dZ, layer.dA]).toEqual([layer.W, layer.b, layer.Z, layer.A]);
          expect(layer.parameters).toBe(layer.W[0] * layer.W[1] + layer.b[0]);
          below = layer.W[0];
        }
        expect(totals.parameters).toBe(layers.reduce((total, layer) => total + layer.parameters, 0));
        expect(totals.flops).toBe(layers.reduce((total, layer) => total + layer.flops, 0));
      }),
    );
  });
});

describe('a design that does not fit is refused with the layer, the two dimensions and the fix', () => {
  test('inputs that the data does not have', () => {
    const refuse = () => checkDesign(makeDesign([3, 4, 1]), { kind: 'binary', inputs: 2, outputs: 1 });
    expect(refusalOf(refuse)).toBe(
      "layer 1: W1 expects n_0 = 3 inputs, but the data has 2; set the design's inputs to 2.",
    );
  });

  test('outputs that the target does not have', () => {
    const design = withOutput([2, 4, 3], 'softmax', 'crossEntropy');
    expect(refusalOf(() => checkDesign(design, { kind: 'multiclass', inputs: 2, outputs: 5 }))).toBe(
      'layer 2: the output layer has n_2 = 3 units, but the target needs 5; set its units to 5.',
    );
  });

  test('softmax before the last layer', () => {
    const design = makeDesign([2, 4, 3, 1]);
    design.layers[1] = { units: 3, activation: 'softmax' };
    expect(refusalOf(() => checkDesign(design))).toBe(
      'layer 2: softmax stands before the last layer 3; it is accepted only as the output.',
    );
  });

  test('a loss that cannot read the output', () => {
    expect(refusalOf(() => checkDesign(withOutput([2, 4, 1], 'tanh', 'binaryCrossEntropy')))).toBe(
      'layer 2: the loss binaryCrossEntropy does not fit the activation tanh; binaryCrossEntropy reads probabilities and needs a sigmoid output.',
    );
    expect(refusalOf(() => checkDesign(withOutput([2, 3], 'sigmoid', 'crossEntropy')))).toBe(
      'layer 1: the loss crossEntropy does not fit the activation sigmoid; crossEntropy reads a distribution over classes and needs a softmax output.',
    );
  });

  test('a loss that does not fit the target', () => {
    const design = makeDesign([2, 4, 1]);
    expect(refusalOf(() => checkDesign(design, { kind: 'regression', inputs: 2, outputs: 1 }))).toBe(
      'layer 2: the loss binaryCrossEntropy does not fit the activation sigmoid; a regression target takes one of meanSquaredError, huber.',
    );
  });

  test('dropout on the output layer', () => {
    const design = makeDesign([2, 4, 1]);
    design.layers[1] = { units: 1, activation: 'sigmoid', dropout: 0.2 };
    expect(refusalOf(() => checkDesign(design))).toBe(
      'layer 2: dropout stands on the output layer, where it would set answers to 0; it is accepted on the layers before.',
    );
    design.layers[1] = { units: 1, activation: 'sigmoid', dropout: 0 };
    expect(() => checkDesign(design)).not.toThrow();
  });

  test('a residual from a layer that does not lie below', () => {
    const design = makeDesign([4, 4, 4, 1]);
    design.layers[1] = { units: 4, activation: 'relu', residualFrom: 2 };
    expect(refusalOf(() => checkDesign(design))).toBe(
      'layer 2: residualFrom 2 does not lie below it; a whole number from 0 (the input) to 1 is accepted.',
    );
  });

  test('a residual from a layer of another width', () => {
    const design = makeDesign([2, 8, 16, 16, 8, 1]);
    design.layers[3] = { units: 8, activation: 'relu', residualFrom: 2 };
    expect(refusalOf(() => checkDesign(design))).toBe(
      'layer 4: residualFrom 2 adds A_2 with n_2 = 16 to Z_4 with n_4 = 8; set the units of layer 4 to 16, or take one of residualFrom 1.',
    );
    design.layers[0] = { units: 9, activation: 'relu' };
    expect(refusalOf(() => checkDesign(design))).toMatch(/set the units of layer 4 to 16\.$/);
  });

  test('a softmax of one unit, which always answers 1', () => {
    expect(catchProblem(() => checkDesign(withOutput([2, 1], 'softmax', 'crossEntropy')))).toMatchObject({
      code: 'design.outputs',
      params: { layer: 1, units: 1, needed: 2 },
    });
  });

  test('a matrix whose inner dimension does not meet the layer below', () => {
    const design = makeDesign([2, 32, 16, 1]);
    expect(refusalOf(() => checkWeightShape(design, 2, [16, 20]))).toBe(
      'layer 2: W2 is (16, 20), so its inner dimension 20 does not meet n_1 = 32; W2 must be (n_2, n_1) = (16, 32).',
    );
    expect(() => checkWeightShape(design, 2, [32, 16])).toThrow('W2 is (32, 16)');
    expect(() => checkWeightShape(design, 2, [16, 32])).not.toThrow();
  });
});
