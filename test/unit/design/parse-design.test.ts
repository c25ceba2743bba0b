import { expect, test } from 'vitest';
import { checkDesignValue, parseDesign } from '#shared/design/parse-design.ts';
import { catchProblem, refusalOf } from './refusal.ts';

const planar = {
  format: 'layerbench/design@1',
  name: 'planar',
  inputs: 2,
  layers: [
    { units: 16, activation: 'tanh', init: 'xavier' },
    { units: 1, activation: 'sigmoid' },
  ],
  loss: 'binaryCrossEntropy',
};
const broken = (change: object) => () => checkDesignValue({ ...planar, ...change });
const layer = (change: object) => ({ layers: [planar.layers[0], { ...planar.layers[1], ...change }] });

test('a saved design is read back as it was', () => {
  expect(parseDesign(JSON.stringify(planar), 'planar.json')).toEqual(planar);
});

test('a text that is not JSON is refused with the file, on one line', () => {
  const problem = catchProblem(() => parseDesign('{\n  "name": planar\n}', 'planar.json'));
  expect(problem.code).toBe('design.unreadable');
  expect(problem.message).toMatch(/^planar\.json: not a design \(.+\)\.$/);
});

test('a design with everything a layer may have is read back as it was', () => {
  const whole = {
    ...planar,
    layers: [
      { units: 16, activation: 'tanh', init: 'orthogonal', normalization: 'batch', dropout: 0.2 },
      { units: 16, activation: 'relu', normalization: 'layer', residualFrom: 1 },
      { units: 1, activation: 'linear' },
    ],
    loss: 'hinge',
  };
  expect(parseDesign(JSON.stringify(whole), 'whole.json')).toEqual(whole);
});

test('every refusal of a file names the file', () => {
  const refuse = (change: object) =>
    refusalOf(() => parseDesign(JSON.stringify({ ...planar, ...change }), 'a.json'));
  expect(refuse({ colour: 'red' })).toMatch(/^a\.json: design, top level: unknown field "colour"/);
  expect(refuse({ inputs: 0 })).toMatch(/^a\.json: design, inputs: 0 is not accepted/);
  expect(refuse({ loss: 'crossEntropy' })).toMatch(/^a\.json: layer 2: the loss crossEntropy does not fit/);
});

test.each([
  [
    { colour: 'red' },
    'design, top level: unknown field "colour"; accepted are format, name, inputs, layers, loss.',
  ],
  [
    layer({ bias: 0.5 }),
    'design, layer 2: unknown field "bias"; accepted are units, activation, init, normalization, dropout, residualFrom.',
  ],
  [
    { layers: [{ unit: 3, activation: 'tanh' }] },
    'design, layer 1: unknown field "unit"; accepted are units, activation, init, normalization, dropout, residualFrom.',
  ],
])('%j holds an unknown field, which is named with its place', (change, sentence) => {
  expect(refusalOf(broken(change))).toBe(sentence);
});

test.each([
  [
    { format: 'layerbench/design@2' },
    'design, format: "layerbench/design@2" is not accepted; "layerbench/design@1" is accepted.',
  ],
  [{ name: '' }, 'design, name: "" is not accepted; a name of 1 to 120 characters is accepted.'],
  [{ name: undefined }, 'design, name: nothing is not accepted; a name of 1 to 120 characters is accepted.'],
  [{ inputs: '2' }, 'design, inputs: "2" is not accepted; a whole number from 1 to 1000000 is accepted.'],
  [{ layers: [] }, 'design, layers: [] is not accepted; a list of 1 to 200 layers is accepted.'],
  [{ layers: 3 }, 'design, layers: 3 is not accepted; a list of 1 to 200 layers is accepted.'],
  [
    { loss: 'logistic' },
    'design, loss: "logistic" is not accepted; one of binaryCrossEntropy, crossEntropy, meanSquaredError, huber, hinge is accepted.',
  ],
  [
    layer({ units: 0 }),
    'design, layer 2, units: 0 is not accepted; a whole number from 1 to 16384 is accepted.',
  ],
  [
    layer({ units: 1.5 }),
    'design, layer 2, units: 1.5 is not accepted; a whole number from 1 to 16384 is accepted.',
  ],
  [
    layer({ activation: 'swish' }),
    'design, layer 2, activation: "swish" is not accepted; one of linear, sigmoid, tanh, relu, leakyRelu, elu, gelu, silu, softmax is accepted.',
  ],
  [
    layer({ init: 'ones' }),
    'design, layer 2, init: "ones" is not accepted; one of zeros, constant, normal, xavier, he, lecun, orthogonal is accepted.',
  ],
  [
    layer({ normalization: 'group' }),
    'design, layer 2, normalization: "group" is not accepted; one of batch, layer is accepted.',
  ],
  [
    layer({ dropout: 1 }),
    'design, layer 2, dropout: 1 is not accepted; a share from 0 up to but not including 1 is accepted.',
  ],
  [
    layer({ residualFrom: -1 }),
    'design, layer 2, residualFrom: -1 is not accepted; the whole number of a layer below, 0 for the input, is accepted.',
  ],
])('%j is refused with the place, the value and what is accepted', (change, sentence) => {
  expect(refusalOf(broken(change))).toBe(sentence);
});

test.each([null, 7, 'text', []])('%j is not a design and is refused without a fault', (value) => {
  expect(catchProblem(() => checkDesignValue(value)).code).toBe('design.invalid');
});

test('a design that contradicts itself is refused, though its fields are well formed', () => {
  expect(refusalOf(broken(layer({ activation: 'tanh' })))).toContain('needs a sigmoid output');
});
