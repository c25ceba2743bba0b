import { createTable } from '../table.ts';
import { elementwise } from './activation.ts';
import { elu } from './elu.ts';
import { gelu } from './gelu.ts';
import { leakyRelu } from './leaky-relu.ts';
import { linear } from './linear.ts';
import { relu } from './relu.ts';
import { sigmoid } from './sigmoid.ts';
import { silu } from './silu.ts';
import { softmax } from './softmax.ts';
import { tanh } from './tanh.ts';

/** The activation of a name. */
export const findActivation = createTable('activation', [
  ...[linear, sigmoid, tanh, relu, leakyRelu, elu, gelu, silu].map(elementwise),
  softmax,
]);
