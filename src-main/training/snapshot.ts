import type { NamedTensor, NetworkTrainer } from '#shared/core/engine/engine.ts';
import type { TensorRole } from '#shared/contract/checkpoints.ts';
import type { CheckpointTensor } from '../store/api.ts';

/** A tensor of a checkpoint where training keeps it. */
export interface LiveTensor {
  name: string;
  role: TensorRole;
  shape: readonly number[];
  values: Float32Array | Uint32Array;
}

/** Every tensor that decides what the network predicts, and how it goes on; views that training changes. */
export function listTensors(trainer: NetworkTrainer, kept: readonly NamedTensor[]): LiveTensor[] {
  const as = (role: TensorRole) => (tensor: NamedTensor) => ({ ...tensor, role });
  const order = {
    name: 'order',
    role: 'order' as const,
    shape: [trainer.order.length],
    values: trainer.order,
  };
  return [
    ...trainer.parameters.map(as('parameter')),
    ...trainer.statistics.map(as('statistic')),
    ...trainer.memories.map(as('optimizer')),
    order,
    ...kept.map(as('kept')),
  ];
}

/** Whether a tensor is part of what the network predicts with. */
export function isPredicting({ role }: Pick<CheckpointTensor, 'role'>): boolean {
  return role === 'parameter' || role === 'statistic';
}

/** Tensors as the little-endian bytes that they lie in; views that training changes. */
export function viewTensors(tensors: readonly LiveTensor[]): CheckpointTensor[] {
  return tensors.map(({ name, role, shape, values }) => ({
    ...{ name, role, shape: [...shape] },
    type: values instanceof Uint32Array ? 'uint32' : 'float32',
    bytes: bytesOf(values),
  }));
}

/** Bytes that tensors take. */
export function sizeOf(tensors: readonly Pick<LiveTensor, 'values'>[]): number {
  return tensors.reduce((sum, { values }) => sum + values.byteLength, 0);
}

/** Copies tensors, one behind the other, into room of at least `sizeOf` bytes. */
export function copyTensors(tensors: readonly LiveTensor[], room: SharedArrayBuffer): CheckpointTensor[] {
  let at = 0;
  return viewTensors(tensors).map((tensor) => {
    const bytes = new Uint8Array(room, at, tensor.bytes.length);
    bytes.set(tensor.bytes);
    at += bytes.length;
    return { ...tensor, bytes };
  });
}

/**
 * Reads a checkpoint's tensors back into those of the same names, roles and sizes.
 *
 * @throws Error where one is missing or of another size
 */
export function restoreTensors(
  tensors: readonly (Omit<LiveTensor, 'role' | 'shape'> & { role?: TensorRole })[],
  saved: readonly CheckpointTensor[],
): void {
  for (const { name, role, values } of tensors) {
    const tensor = saved.find((other) => other.name === name && (role === undefined || other.role === role));
    if (tensor?.bytes.length !== values.length * 4) throw new Error(`The checkpoint has no fitting ${name}.`);
    bytesOf(values).set(tensor.bytes);
  }
}

/** As they lie in memory, which is little-endian on every machine that this runs on. */
function bytesOf(values: Float32Array | Uint32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
