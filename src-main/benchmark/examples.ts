import { createGenerator } from '#shared/core/random/generator.ts';
import type { Work } from './workloads.ts';

/** X (n_0, m) and Y (n_L, m), sample-major, with m = batch · batches. */
export interface Examples {
  X: Float32Array;
  Y: Float32Array;
}

/** Normal inputs and one random class for each example, one-hot where there is more than one output. */
export function drawExamples({ inputs, outputs, batch, batches }: Work): Examples {
  const m = batch * batches;
  const stream = createGenerator(2).stream('examples');
  const X = Float32Array.from({ length: m * inputs }, stream.normal);
  const Y = new Float32Array(m * outputs);
  for (let i = 0; i < m; i++) {
    if (outputs === 1) Y[i] = stream.integer(2);
    else Y[i * outputs + stream.integer(outputs)] = 1;
  }
  return { X, Y };
}

/** The batches as slices of the examples: views, not copies. */
export function cutBatches({ inputs, outputs, batch, batches }: Work, { X, Y }: Examples): Examples[] {
  return Array.from({ length: batches }, (_, index) => ({
    X: X.subarray(index * batch * inputs, (index + 1) * batch * inputs),
    Y: Y.subarray(index * batch * outputs, (index + 1) * batch * outputs),
  }));
}
