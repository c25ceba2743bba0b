import { DivergenceError } from '../engine.ts';
import { LAYER_BYTES, type Arena } from './arena.ts';
import { MEAN_LOSS } from './network-record.ts';

/** Where in a layer's record `kernels/network.ts` keeps the largest sizes of its tensors, in words. */
const sizeFields = { Z: 8, dZ: 9, dW: 10, W: 11, db: 12, b: 13 } as const;
const INFINITE = 0x7f800000;

/** The first of the last step's tensors that is not finite, in the order in which a step makes them. */
export function findDivergence(buffer: ArrayBuffer, arena: Arena): DivergenceError | undefined {
  const [loss] = new Float64Array(buffer, arena.network + MEAN_LOSS, 1);
  const words = new Uint32Array(buffer, arena.layerTable, (arena.layers.length * LAYER_BYTES) / 4);
  const diverged = (index: number, tensor: keyof typeof sizeFields) =>
    words[(index * LAYER_BYTES) / 4 + sizeFields[tensor]]! >= INFINITE;
  const upwards = arena.layers.map((_, index) => index);
  const find = (order: number[], tensors: (keyof typeof sizeFields)[]) => {
    for (const index of order)
      for (const tensor of tensors)
        if (diverged(index, tensor)) return new DivergenceError(index + 1, tensor);
    return undefined;
  };
  return (
    find(upwards, ['Z']) ??
    (Number.isFinite(loss) ? undefined : new DivergenceError(arena.layers.length, 'loss')) ??
    find(upwards.toReversed(), ['dZ', 'dW', 'db']) ??
    find(upwards, ['W', 'b'])
  );
}
