import { findActivation } from './activations/activations.ts';
import { compareWithDifferences, type Comparison, type Probe } from './central-difference.ts';
import { gradientsOf, layerForward, parametersOf, type LayerCache } from './layers/layer.ts';
import { findLoss } from './losses/losses.ts';
import { networkBackward, networkCost, networkForward, type Network } from './network.ts';
import { roundingOfLayer, sumOfProducts } from './rounding.ts';

export interface GradientCheck {
  /** The largest of `perLayer`. */
  maxRelativeError: number;
  /**
   * For layers 1 … L: ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖), the largest of dW's, db's, dgamma's and dbeta's; 0 where both are zero,
   * or differ by no more than rounding can make them.
   */
  perLayer: number[];
  /** Parameters left out, because moving them a little carries a unit, or an output, over a kink. */
  kinks: number;
  /** Parameters compared, and left out as kinks, together. */
  checked: number;
}

/**
 * Compares backward's gradients with central differences of the cost, parameter by parameter, without dropout and
 * without a penalty. Where a gradient has vanished so far that the rounding of the cost hides it, the layer is judged
 * as a block: by differences of Σ dA_l ⊙ A_l, which vanish with it, and dA_l itself by those of the layers that take
 * A_l. The network is left as it was.
 *
 * @param X (n_0, m) @param Y (n_L, m)
 * @param most of a larger tensor, this many parameters are compared, evenly spread
 */
export function gradientCheck(
  network: Network,
  X: Float64Array,
  Y: Float64Array,
  most: number = Infinity,
): GradientCheck {
  const { caches } = networkForward(network, X);
  const gradients = networkBackward(network, caches, Y);
  const outputs = [X, ...caches.map(({ A }) => A)];
  const L = caches.length;
  const m = Y.length / network.layers.at(-1)!.b.length;
  const sides = caches.map((cache) => readSides(network, cache, Y));
  const crosses = (cache: LayerCache, l: number) => !sameSides(sides[l - 1]!, readSides(network, cache, Y));

  /** How far rounding may move a block's value. */
  const roundingOf = (l: number) => {
    const moved = roundingOfLayer(caches[l - 1]!, gradients[l - 1]!);
    // dA_L may be infinite; the cost itself has no such term.
    const end = l === L ? m * Math.abs(networkCost(network, caches, Y)) : moved.A;
    return Number.EPSILON * (moved.V + moved.Z + end);
  };

  const cost: Probe = {
    read() {
      const probe = networkForward(network, X).caches;
      return probe.some((cache, index) => crosses(cache, index + 1))
        ? undefined
        : networkCost(network, probe, Y);
    },
    rounding: caches.reduce((sum, _, index) => sum + roundingOf(index + 1), 0) / m,
  };

  /** Σ dA_l ⊙ A_l (for layer L: m · J) with the layer as it stands and all below it as `outputs` has it. */
  const valueOfBlock = (l: number) => {
    const cache = layerForward(outputs, l, caches[l - 1]!.layer, { kind: 'trace' });
    if (crosses(cache, l)) return undefined;
    if (l === L) return m * networkCost(network, [...caches.slice(0, -1), cache], Y);
    return sumOfProducts(gradients[l - 1]!.dA, cache.A);
  };

  /** The sum of the blocks, over m. */
  const probeOf = (blocks: number[]): Probe => ({
    read() {
      let sum = 0;
      for (const l of blocks) {
        const value = valueOfBlock(l);
        if (value === undefined) return undefined;
        sum += value;
      }
      return sum / m;
    },
    rounding: blocks.reduce((sum, l) => sum + roundingOf(l), 0) / m,
  });

  const compareParameters = (l: number, probe: Probe): Comparison[] => {
    const slopes = gradientsOf(gradients[l - 1]!);
    return parametersOf(network.layers[l - 1]!).map((parameter, index) =>
      compareWithDifferences(parameter, slopes[index]!, probe, most),
    );
  };

  const compareBlock = (l: number): Comparison[] => {
    const users = caches.flatMap(({ layer }, index) =>
      index === l || layer.residualFrom === l ? [index + 1] : [],
    );
    const slope = gradients[l - 1]!.dA.map((da) => da / m);
    const handedDown = compareWithDifferences(outputs[l]!, slope, probeOf(users), most);
    return [...compareParameters(l, probeOf([l])), handedDown];
  };

  const checks = network.layers.map((_, index) => {
    const l = index + 1;
    const parameters = compareParameters(l, cost);
    const judged = l < L && parameters.some(({ isHidden }) => isHidden) ? compareBlock(l) : parameters;
    return { error: Math.max(...judged.map(({ error, isHidden }) => (isHidden ? 0 : error))), parameters };
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

/** On which side of its kink every unit of every example is; for the output layer also every output. */
function readSides(network: Network, { layer, Z, A }: LayerCache, Y: Float64Array): number[] {
  const { kink } = findActivation(layer.activation);
  const sides: number[] = kink === undefined ? [] : Array.from(Z, (z) => (z > kink ? 1 : 0));
  const loss = findLoss(network.loss);
  if (loss.side === undefined || layer !== network.layers.at(-1)) return sides;
  return sides.concat(Array.from(A, (a, e) => loss.side!(a, Y[e]!)));
}

function sameSides(left: readonly number[], right: readonly number[]): boolean {
  return left.every((side, index) => side === right[index]);
}
