import { findActivation } from './activations/activations.ts';
import { compareWithDifferences, longestStep, type Comparison } from './central-difference.ts';
import { denseForward, type DenseCache } from './dense-layer.ts';
import { l2Penalty } from './l2.ts';
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

/**
 * Compares backward's gradients with central differences of the cost, parameter by parameter. Where a gradient has
 * vanished so far that the rounding of the cost hides it, the layer is judged as a block: by differences of
 * Σ dA_l ⊙ A_l, which vanish with it, and dA_l itself by those of the layer above. The network is left as it was.
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
  const cost = networkCost(network, caches, Y);
  const sides = readSides(caches);
  const m = Y.length / network.layers.at(-1)!.b.length;

  const costThroughAll = () => {
    const probe = networkForward(network, X).caches;
    return sameSides(sides, readSides(probe)) ? networkCost(network, probe, Y) : undefined;
  };

  /** Σ dA_l ⊙ A_l (for layer L: m · J) with the layer as it stands and all below it as it was. */
  const valueOfBlock = (index: number) => {
    const { layer, A_prev } = caches[index]!;
    const { A, cache } = denseForward(A_prev, layer);
    if (!sameSides(readSides([caches[index]!]), readSides([cache]))) return undefined;
    const dA = gradients[index + 1]?.dA_prev;
    if (dA === undefined) return m * networkCost(network, [...caches.slice(0, -1), cache], Y);
    return A.reduce((sum, a, i) => sum + a * dA[i]!, 0);
  };

  const compareParameters = (index: number, value: () => number | undefined): Comparison[] => {
    const { W, b } = network.layers[index]!;
    const { dW, db } = gradients[index]!;
    return [compareWithDifferences(W, dW, value, most), compareWithDifferences(b, db, value, most)];
  };

  const compareBlock = (index: number): Comparison[] => {
    const { W } = network.layers[index]!;
    const own = () => {
      const value = valueOfBlock(index);
      return value === undefined ? undefined : value / m + l2Penalty(network.l2, [W]);
    };
    const { dA_prev } = gradients[index + 1]!;
    const handedDown = compareWithDifferences(caches[index]!.A, dA_prev, () => valueOfBlock(index + 1), most);
    return [...compareParameters(index, own), handedDown];
  };

  const checks = network.layers.map((_, index) => {
    const parameters = compareParameters(index, costThroughAll);
    const isLast = index + 1 === network.layers.length;
    const judged =
      !isLast && parameters.some((check) => isHidden(check, cost)) ? compareBlock(index) : parameters;
    return { error: Math.max(...judged.map(({ error }) => error)), parameters };
  });
  const perLayer = checks.map(({ error }) => error);
  const parameters = checks.flatMap((check) => check.parameters);
  return {
    maxRelativeError: Math.max(...perLayer),
    perLayer,
    kinks: parameters.reduce((sum, { kinks }) => sum + kinks, 0),
    checked: parameters.reduce((sum, { checked }) => sum + checked, 0),
  };
}

/** Whether the error is no larger than what rounding the cost, which each difference divides by h, can make it. */
function isHidden({ error, norm, checked }: Comparison, cost: number): boolean {
  const rounding = (16 * Number.EPSILON * Math.abs(cost) * Math.sqrt(checked)) / longestStep;
  return error > 1e-8 && error * norm < rounding;
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
