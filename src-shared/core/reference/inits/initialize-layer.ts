import type { InitSpec } from '../../engine/engine.ts';
import type { Generator } from '../../random/generator.ts';
import { heDeviation } from './he.ts';
import { normalDeviation } from './normal.ts';
import { xavierDeviation } from './xavier.ts';
import { zerosDeviation } from './zeros.ts';

/**
 * The first parameters of layer l: W (n, n_prev) normal with mean 0, drawn row by row from the stream `init.W<l>`;
 * b (n, 1) zero. A layer's numbers do not depend on the layers around it beyond n_prev.
 */
export function initializeLayer(
  init: InitSpec,
  l: number,
  n_prev: number,
  n: number,
  generator: Generator,
): { W: Float64Array; b: Float64Array } {
  const deviation = deviationOf(init, n_prev, n);
  const W = new Float64Array(n * n_prev);
  const b = new Float64Array(n);
  if (deviation === 0) return { W, b };
  const stream = generator.stream(`init.W${l}`);
  for (let i = 0; i < W.length; i++) W[i] = deviation * stream.normal();
  return { W, b };
}

function deviationOf(init: InitSpec, n_prev: number, n: number): number {
  switch (init.kind) {
    case 'zeros':
      return zerosDeviation();
    case 'normal':
      return normalDeviation(init);
    case 'xavier':
      return xavierDeviation(n_prev, n);
    case 'he':
      return heDeviation(n_prev);
  }
}
