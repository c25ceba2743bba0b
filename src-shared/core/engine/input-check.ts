import type { ActivationName, LossName, TrainingSpec } from './engine.ts';

/** The output that a loss goes through by itself; absent when any will do. */
const outputOf: Partial<Record<LossName, ActivationName>> = {
  binaryCrossEntropy: 'sigmoid',
  crossEntropy: 'softmax',
};

/** @throws RangeError when the spec describes no network, or its loss does not fit its output */
export function checkSpec({ inputs, layers, maxBatch, loss }: TrainingSpec): void {
  for (const count of [inputs, ...layers.map((layer) => layer.units), maxBatch])
    if (!Number.isSafeInteger(count) || count < 1)
      throw new RangeError(`${count}: inputs, units and maxBatch are whole numbers from 1`);
  const output = layers[layers.length - 1];
  if (output === undefined) throw new RangeError('a network has at least one layer');
  const needed = outputOf[loss];
  if (needed !== undefined && needed !== output.activation)
    throw new RangeError(`${loss} needs a ${needed} output, not ${output.activation}`);
}

/** @throws RangeError unless m is a whole number from 1 to `most` */
export function checkCount(m: number, most: number): void {
  if (!Number.isSafeInteger(m) || m < 1 || m > most)
    throw new RangeError(`m = ${m}: a whole number of examples from 1 to ${most} is accepted`);
}

/** @throws RangeError unless the values hold m examples of n numbers */
export function checkLength(name: string, values: Float32Array, m: number, n: number): void {
  if (values.length < m * n)
    throw new RangeError(`${name} has ${values.length} values; ${m} examples of ${n} need ${m * n}`);
}
