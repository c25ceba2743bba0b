import type { ActivationName, LayerSpec, LossName, TrainingSpec } from './engine.ts';

/** The output that a loss goes with; absent when any will do. */
const outputOf: Partial<Record<LossName, ActivationName>> = {
  binaryCrossEntropy: 'sigmoid',
  crossEntropy: 'softmax',
  hinge: 'linear',
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
  if ((output.dropout ?? 0) > 0) throw new RangeError('the output layer cannot drop units');
  layers.forEach((layer, index) =>
    checkLayer(layer, index + 1, [inputs, ...layers.map(({ units }) => units)]),
  );
}

function checkLayer({ dropout = 0, residualFrom, activation }: LayerSpec, l: number, widths: number[]): void {
  if (!(dropout >= 0 && dropout < 1))
    throw new RangeError(`layer ${l} drops ${dropout}; 0 up to 1 is accepted`);
  if (activation === 'softmax' && l + 1 < widths.length) throw new RangeError('softmax stands only last');
  if (residualFrom === undefined) return;
  if (!(residualFrom < l) || widths[residualFrom] !== widths[l])
    throw new RangeError(`layer ${l} cannot add A_${residualFrom}: n_k = n_l and k < l are needed`);
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
