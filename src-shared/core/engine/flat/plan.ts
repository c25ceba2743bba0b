import { createGenerator } from '../../random/generator.ts';
import { initializeLayer } from '../../reference/inits/initialize-layer.ts';
import type { ActivationName, TrainingSpec } from '../engine.ts';

/** Every buffer of a network, allocated once for its largest batch. */
export interface Plan {
  layers: readonly PlannedLayer[];
  /** W1 b1 … WL bL one after the other, and three of the same lay-out. */
  parameters: Float32Array;
  gradients: Float32Array;
  /** The parameters after the step, until they are known to be finite. */
  next: Float32Array;
}

export interface PlannedLayer {
  l: number;
  n: number;
  n_prev: number;
  activation: ActivationName;
  /** Where W, then b, begin in `parameters`, and where b ends. */
  startW: number;
  startB: number;
  end: number;
  /** Views of `parameters` and `gradients`. */
  W: Float32Array;
  b: Float32Array;
  dW: Float32Array;
  db: Float32Array;
  /** (n_l, maxBatch); dZ holds dA until the activation's backward step has passed over it. */
  Z: Float32Array;
  A: Float32Array;
  dZ: Float32Array;
}

/** Lays the buffers out and draws the first parameters. */
export function planNetwork(spec: TrainingSpec): Plan {
  const widths = [spec.inputs, ...spec.layers.map((layer) => layer.units)];
  const size = spec.layers.reduce((sum, layer, index) => sum + layer.units * (widths[index]! + 1), 0);
  const parameters = new Float32Array(size);
  const gradients = new Float32Array(size);
  const generator = createGenerator(spec.seed);
  let startW = 0;
  const layers = spec.layers.map(({ units: n, activation, init }, index): PlannedLayer => {
    const n_prev = widths[index]!;
    const startB = startW + n * n_prev;
    const end = startB + n;
    const first = initializeLayer(init, index + 1, n_prev, n, generator);
    parameters.set(first.W, startW);
    parameters.set(first.b, startB);
    const layer = {
      l: index + 1,
      n,
      n_prev,
      activation,
      startW,
      startB,
      end,
      W: parameters.subarray(startW, startB),
      b: parameters.subarray(startB, end),
      dW: gradients.subarray(startW, startB),
      db: gradients.subarray(startB, end),
      Z: new Float32Array(n * spec.maxBatch),
      A: new Float32Array(n * spec.maxBatch),
      dZ: new Float32Array(n * spec.maxBatch),
    };
    startW = end;
    return layer;
  });
  return { layers, parameters, gradients, next: new Float32Array(size) };
}
