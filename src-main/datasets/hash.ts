import { createHash, type Hash } from 'node:crypto';
import type { Dataset } from './dataset.ts';

const valuesPerChunk = 65_536;
const oneNaN = 0x7fc00000;

/**
 * SHA-256, hex, of what a network can learn from: task, column names, classes, the values of X and Y, and an unusual
 * treatment. The same data has the same hash on every machine, whatever file or generator it came from.
 */
export function hashDataset(data: Omit<Dataset, 'hash'>): string {
  const { task, examples, features, target, classes, treatment } = data;
  const hash = createHash('sha256');
  const shape = [task.kind, task.inputs, task.outputs, examples];
  hash.update(`${JSON.stringify({ shape, features, target, classes, treatment })}\n`, 'utf8');
  updateWithFloats(hash, data.X);
  updateWithFloats(hash, data.Y);
  return hash.digest('hex');
}

function updateWithFloats(hash: Hash, values: Float32Array): void {
  const view = new DataView(new ArrayBuffer(4 * Math.min(values.length, valuesPerChunk)));
  for (let from = 0; from < values.length; from += valuesPerChunk) {
    const chunk = values.subarray(from, from + valuesPerChunk);
    chunk.forEach((value, at) => {
      // NaN has many bit patterns; one of them stands for all.
      if (Number.isNaN(value)) view.setUint32(4 * at, oneNaN, true);
      else view.setFloat32(4 * at, value, true);
    });
    hash.update(new Uint8Array(view.buffer, 0, 4 * chunk.length));
  }
}
