import { createHash } from 'node:crypto';
import type { NamedTensor } from '#shared/core/engine/engine.ts';
import type { Checkpoint, HashedMoment } from '../store/api.ts';

type Tensors = Checkpoint['tensors'];

/** Copies a trainer's parameters (W1 b1 … WL bL, and what else it learns), as little-endian float32 bytes. */
export function copyTensors(parameters: readonly NamedTensor[]): Tensors {
  return parameters.map(({ name, shape, values }) => {
    const bytes = new Uint8Array(values.length * 4);
    const view = new DataView(bytes.buffer);
    values.forEach((value, index) => view.setFloat32(index * 4, value, true));
    return { name, shape: [...shape], type: 'float32', bytes };
  });
}

/** Reads a checkpoint's tensors back into a trainer's parameters of the same names and shapes. */
export function restoreTensors(parameters: readonly NamedTensor[], tensors: Tensors): void {
  for (const { name, values } of parameters) {
    const tensor = tensors.find((candidate) => candidate.name === name);
    if (tensor?.bytes.length !== values.length * 4) throw new Error(`The checkpoint has no fitting ${name}.`);
    const view = new DataView(tensor.bytes.buffer, tensor.bytes.byteOffset, tensor.bytes.byteLength);
    for (let index = 0; index < values.length; index += 1) values[index] = view.getFloat32(index * 4, true);
  }
}

/** Each tensor's own hash, as `hashTensors` of it alone. */
export function hashEach(tensors: Tensors): HashedMoment['tensors'] {
  return tensors.map((tensor) => ({ name: tensor.name, sha256: hashTensors([tensor]) }));
}

/** SHA-256, hex, over each tensor's name, type, shape and bytes, in order. */
export function hashTensors(tensors: Tensors): string {
  const hash = createHash('sha256');
  for (const { name, type, shape, bytes } of tensors) {
    hash.update(`${name} ${type} ${shape.join('x')}\n`);
    hash.update(bytes);
  }
  return hash.digest('hex');
}
