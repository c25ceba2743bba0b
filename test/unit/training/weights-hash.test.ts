import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { viewTensors, restoreTensors } from '#main/training/snapshot.ts';
import { hashTensors } from '#main/training/weights-hash.ts';

const role = 'parameter' as const;
const parameters = () => [
  { name: 'W1', role, shape: [1, 2] as const, values: Float32Array.of(1, -2.5) },
  { name: 'b1', role, shape: [1, 1] as const, values: Float32Array.of(0.25) },
];

test('tensors are copied as little-endian float32 with their names and shapes', () => {
  const [W1] = viewTensors(parameters());
  expect(W1).toEqual({
    name: 'W1',
    role,
    shape: [1, 2],
    type: 'float32',
    bytes: Uint8Array.of(0, 0, 128, 63, 0, 0, 32, 192),
  });
});

test('the hash is that of names, types, shapes and bytes, so that anyone can compute it', () => {
  const expected = createHash('sha256')
    .update('W1 float32 1x2\n')
    .update(Buffer.of(0, 0, 128, 63, 0, 0, 32, 192))
    .update('b1 float32 1x1\n')
    .update(Buffer.of(0, 0, 128, 62))
    .digest('hex');
  expect(hashTensors(viewTensors(parameters()))).toBe(expected);
});

test('one bit, one name or one shape makes another hash', () => {
  const [W1, b1] = parameters();
  if (!W1 || !b1) throw new Error('two were made');
  const hashes = [
    [W1, b1],
    [{ ...W1, values: Float32Array.of(1, -2.5000002) }, b1],
    [{ ...W1, name: 'W2' }, b1],
    [{ ...W1, shape: [2, 1] as const }, b1],
    [b1, W1],
  ].map((tensors) => hashTensors(viewTensors(tensors)));
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('a checkpoint is read back into a network of the same shapes, whatever its bytes are aligned to', () => {
  const tensors = viewTensors(parameters()).map((tensor) => {
    const odd = new Uint8Array(tensor.bytes.length + 1);
    odd.set(tensor.bytes, 1);
    return { ...tensor, bytes: odd.subarray(1) };
  });
  const fresh = parameters().map((tensor) => ({ ...tensor, values: new Float32Array(tensor.values.length) }));
  restoreTensors(fresh, tensors);
  expect(fresh).toEqual(parameters());
});

test('a checkpoint of another network is refused by the name that does not fit', () => {
  const wider = [{ name: 'W1', role, shape: [1, 3] as const, values: new Float32Array(3) }];
  expect(() => restoreTensors(wider, viewTensors(parameters()))).toThrow('no fitting W1');
  const deeper = [{ name: 'W2', role, shape: [1, 2] as const, values: new Float32Array(2) }];
  expect(() => restoreTensors(deeper, viewTensors(parameters()))).toThrow('no fitting W2');
});
