import type { InitSpec } from '../../engine/engine.ts';
import type { Generator } from '../../random/generator.ts';
import { constantWeights } from './constant.ts';
import { heDeviation } from './he.ts';
import { lecunDeviation } from './lecun.ts';
import { normalWeights } from './normal.ts';
import { orthogonalWeights } from './orthogonal.ts';
import { xavierDeviation } from './xavier.ts';

/**
 * The first parameters of layer l: W (n, n_prev), drawn from the stream `init.W<l>` where it is drawn at all;
 * b (n, 1) zero. A layer's numbers do not depend on the layers around it beyond n_prev.
 */
export function initializeLayer(
  init: InitSpec,
  l: number,
  n_prev: number,
  n: number,
  generator: Generator,
): { W: Float64Array; b: Float64Array } {
  const { normal } = generator.stream(`init.W${l}`);
  return { W: drawWeights(init, n, n_prev, normal), b: new Float64Array(n) };
}

function drawWeights(init: InitSpec, n: number, n_prev: number, normal: () => number): Float64Array {
  switch (init.kind) {
    case 'zeros':
      return constantWeights(n, n_prev, 0);
    case 'constant':
      return constantWeights(n, n_prev, init.value);
    case 'normal':
      return normalWeights(n, n_prev, init.std, normal);
    case 'xavier':
      return normalWeights(n, n_prev, xavierDeviation(n_prev, n), normal);
    case 'he':
      return normalWeights(n, n_prev, heDeviation(n_prev), normal);
    case 'lecun':
      return normalWeights(n, n_prev, lecunDeviation(n_prev), normal);
    case 'orthogonal':
      return orthogonalWeights(n, n_prev, normal);
  }
}
