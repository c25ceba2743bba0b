import { findActivation } from './activations/activations.ts';
import type { DenseCache } from './dense-layer.ts';
import { networkBackward, networkCost, networkForward, type Network } from './network.ts';

export interface GradientCheck {
  /** The largest of `perLayer`. */
  maxRelativeError: number;
  /** For layers 1 … L: ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖), the larger of dW's and db's; 0 where both are zero. */
  perLayer: number[];
  /** Parameters left out, because moving them a little carries a unit over the kink of its activation. */
  kinks: number;
  /** Parameters compared, and left out as kinks, together. */
  checked: number;
}

// The short step is for networks with kinks: fewer units cross, at the price of four digits to rounding.
const steps = [1e-3, 1e-5];

/**
 * Compares backward's gradient g with differences ĝ of the cost, parameter by parameter: central differences of
 * step h and h/2, combined so that the error falls with h⁴ (Richardson). The network is left as it was.
 *
 * @param X (n_0, m) @param Y (n_L, m)
 * @param most of a larger W or b, this many parameters are compared, evenly spread
 */
export function gradientCheck(
  network: Network,
  X: Float64Array,
  Y: Float64Array,
  most: number = Infinity,
): GradientCheck {
  const { caches } = networkForward(network, X);
  const gradients = networkBackward(network, caches, Y);
  const sides = readSides(caches);

  const costAt = (parameter: Float64Array, index: number, value: number): number | undefined => {
    parameter[index] = value;
    const probe = networkForward(network, X).caches;
    return sameSides(sides, readSides(probe)) ? networkCost(network, probe, Y) : undefined;
  };

  /** The slope of the cost along one parameter, or undefined when every step crosses a kink. */
  const estimateSlope = (parameter: Float64Array, index: number): number | undefined => {
    const value = parameter[index]!;
    for (const h of steps) {
      const costs = [h, -h, h / 2, -h / 2].map((offset) => costAt(parameter, index, value + offset));
      parameter[index] = value;
      const [up, down, halfUp, halfDown] = costs;
      if (up !== undefined && down !== undefined && halfUp !== undefined && halfDown !== undefined)
        return (4 * ((halfUp - halfDown) / h) - (up - down) / (2 * h)) / 3;
    }
    return undefined;
  };

  let kinks = 0;
  let checked = 0;
  const compare = (parameter: Float64Array, gradient: Float64Array): number => {
    let [difference, analytic, numeric] = [0, 0, 0];
    const count = Math.min(most, parameter.length);
    checked += count;
    for (let i = 0; i < count; i++) {
      const index = Math.floor((i * parameter.length) / count);
      const estimate = estimateSlope(parameter, index);
      if (estimate === undefined) {
        kinks += 1;
        continue;
      }
      difference += (gradient[index]! - estimate) ** 2;
      analytic += gradient[index]! ** 2;
      numeric += estimate ** 2;
    }
    return difference === 0 ? 0 : Math.sqrt(difference) / (Math.sqrt(analytic) + Math.sqrt(numeric));
  };

  const perLayer = network.layers.map(({ W, b }, index) => {
    const { dW, db } = gradients[index]!;
    return Math.max(compare(W, dW), compare(b, db));
  });
  return { maxRelativeError: Math.max(...perLayer), perLayer, kinks, checked };
}

/** Which side of its kink every unit of every example is on. */
function readSides(caches: readonly DenseCache[]): boolean[] {
  return caches.flatMap(({ layer, Z }) => {
    const { kink } = findActivation(layer.activation);
    return kink === undefined ? [] : Array.from(Z, (z) => z > kink);
  });
}

function sameSides(left: readonly boolean[], right: readonly boolean[]): boolean {
  return left.every((side, index) => side === right[index]);
}
