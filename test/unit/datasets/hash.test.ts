import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '#main/datasets/dataset.ts';
import { hashDataset } from '#main/datasets/hash.ts';

const data: Omit<Dataset, 'hash'> = {
  source: 'a',
  name: 'a',
  origin: 'imported',
  task: { kind: 'binary', inputs: 1, outputs: 1 },
  examples: 2,
  features: ['x'],
  target: 'y',
  classes: ['no', 'yes'],
  X: Float32Array.of(1, -2.5),
  Y: Float32Array.of(0, 1),
  missing: [],
};

describe('the hash of a dataset', () => {
  it('is SHA-256 over a line of JSON and the little-endian bytes of X and Y', () => {
    const line = '{"shape":["binary",1,1,2],"features":["x"],"target":"y","classes":["no","yes"]}\n';
    const bytes = Buffer.from('0000803f' + '000020c0' + '00000000' + '0000803f', 'hex');
    expect(hashDataset(data)).toBe(createHash('sha256').update(line).update(bytes).digest('hex'));
  });

  it('does not depend on name, source or which NaN marks a missing value', () => {
    const otherNaN = new Float32Array(Uint32Array.of(0x7fc00001).buffer);
    const withNaN = (X: Float32Array) => hashDataset({ ...data, name: 'b', source: 'b', X });
    expect(withNaN(data.X)).toBe(hashDataset(data));
    expect(withNaN(otherNaN)).toBe(withNaN(Float32Array.of(Number.NaN)));
  });

  it('depends on every value, also past the first chunk of bytes', () => {
    const X = new Float32Array(200_000);
    const before = hashDataset({ ...data, X });
    X[199_999] = 1;
    expect(hashDataset({ ...data, X })).not.toBe(before);
  });
});
