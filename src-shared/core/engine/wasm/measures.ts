import type { TrainingSpec } from '../engine.ts';
import { hasScalar, scalarNames, type ScalarName } from '../scalar-names.ts';

/** Float64 of a layer in a row, in the order in which `kernels/telemetry.ts` writes them. */
export const LAYER_MEASURES = 12;
const [dW, dZ, W, W_before, change, product, dA, dV, mean, about, saturated, dead] = Array.from(
  { length: LAYER_MEASURES },
  (_, place) => place,
) as [number, number, number, number, number, number, number, number, number, number, number, number];

/** Turns the rows that the kernels write into the numbers of `scalar-names.ts`. */
export function createMeasureReader(
  spec: TrainingSpec,
): (row: Float64Array, m: number, out: Float32Array) => void {
  const { layers } = spec;
  const readers = layers.flatMap(({ units }, index) =>
    scalarNames
      .filter((name) => hasScalar(name, layers, index))
      .map((name) => ({ name, from: index * LAYER_MEASURES, units })),
  );
  return (row, m, out) => {
    readers.forEach(({ name, from, units }, place) => {
      out[place] = readMeasure(name, row, from, m * units);
    });
  };
}

/** NaN where a ratio has nothing to be a ratio to. */
function readMeasure(name: ScalarName, row: Float64Array, from: number, count: number): number {
  const at = (place: number) => row[from + place]!;
  const root = (place: number) => Math.sqrt(at(place));
  const ratio = (over: number, under: number) => (under === 0 ? NaN : Math.sqrt(over / under));
  switch (name) {
    case 'grad.norm.dW':
      return root(dW);
    case 'grad.norm.dZ':
      return root(dZ);
    case 'norm.W':
      return root(W);
    case 'update.ratio':
      return ratio(at(change), at(W_before));
    case 'activation.mean':
      return at(mean);
    case 'activation.deviation':
      return Math.sqrt(at(about) / count);
    case 'grad.norm.dA':
      return root(dA);
    case 'gain.weight':
      return ratio(at(product), row[from + LAYER_MEASURES + dV]!);
    case 'gain.derivative':
      return ratio(at(dZ), at(dA));
    case 'gain.residual':
      return ratio(at(dA), at(product));
    case 'gain.normalization':
      return ratio(at(dV), at(dZ));
    case 'share.saturated':
      return at(saturated);
    case 'share.dead':
      return at(dead);
  }
}
