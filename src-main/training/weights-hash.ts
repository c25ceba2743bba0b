import { createHash } from 'node:crypto';
import type { CheckpointTensor, HashedMoment } from '../store/api.ts';

type Hashed = Omit<CheckpointTensor, 'role'>;

/** Each tensor's own hash, as `hashTensors` of it alone. */
export function hashEach(tensors: readonly Hashed[]): HashedMoment['tensors'] {
  return tensors.map((tensor) => ({ name: tensor.name, sha256: hashTensors([tensor]) }));
}

/** SHA-256, hex, over each tensor's name, type, shape and bytes, in order. */
export function hashTensors(tensors: readonly Hashed[]): string {
  const hash = createHash('sha256');
  for (const { name, type, shape, bytes } of tensors) {
    hash.update(`${name} ${type} ${shape.join('x')}\n`);
    hash.update(bytes);
  }
  return hash.digest('hex');
}
