import { expect, test } from 'vitest';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { refusalOf } from './refusal.ts';

const hidden = 'linear, sigmoid, tanh, relu, leakyRelu, elu, gelu, silu';

test('hidden layers are read in order, with room for spaces', () => {
  expect(parseLayers(' 16:tanh , 8 : leakyRelu')).toEqual([
    { units: 16, activation: 'tanh' },
    { units: 8, activation: 'leakyRelu' },
  ]);
});

test.each(['', '  '])('no layers (%j) are the shallow model', (text) => {
  expect(parseLayers(text)).toEqual([]);
});

test.each([
  ['16', 'layers "16": layer 1 is "16", but units:activation is accepted, such as 16:tanh.'],
  ['16:tanh,', 'layers "16:tanh,": layer 2 is "", but units:activation is accepted, such as 16:tanh.'],
  [':tanh', 'layers ":tanh": layer 1 is ":tanh", but units:activation is accepted, such as 16:tanh.'],
  ['16:', 'layers "16:": layer 1 is "16:", but units:activation is accepted, such as 16:tanh.'],
  [
    '4:tanh:he',
    'layers "4:tanh:he": layer 1 is "4:tanh:he", but units:activation is accepted, such as 16:tanh.',
  ],
  [
    '16:tanh,0:relu',
    'design, layer 2, units: "0" is not accepted; a whole number from 1 to 16384 is accepted.',
  ],
  ['-3:relu', 'design, layer 1, units: "-3" is not accepted; a whole number from 1 to 16384 is accepted.'],
  ['2.5:relu', 'design, layer 1, units: "2.5" is not accepted; a whole number from 1 to 16384 is accepted.'],
  [
    '16385:relu',
    'design, layer 1, units: "16385" is not accepted; a whole number from 1 to 16384 is accepted.',
  ],
  ['tanh:16', 'design, layer 1, units: "tanh" is not accepted; a whole number from 1 to 16384 is accepted.'],
  [
    '8:rleu',
    `design, layer 1, activation: "rleu" is not accepted; did you mean "relu"? Accepted are ${hidden}.`,
  ],
  [
    '8:ReLU',
    `design, layer 1, activation: "ReLU" is not accepted; did you mean "relu"? Accepted are ${hidden}.`,
  ],
  [
    '8:softmax',
    'design, layer 1, activation: "softmax" is not accepted; softmax is accepted only as the output, which follows from the task.',
  ],
])('%j is refused with the layer, what it says and what is accepted', (text, sentence) => {
  expect(refusalOf(() => parseLayers(text))).toBe(sentence);
});
