import type { RandomStream } from '#shared/core/random/generator.ts';

/** A unit of the graph; what a pass finds out is written into it. */
export interface Unit {
  bias: number;
  incoming: Link[];
  outgoing: Link[];
  z: number;
  a: number;
  /** ∂loss/∂a and ∂loss/∂z of the present example. */
  da: number;
  dz: number;
  /** Sum of dz over the examples since the last update. */
  dbSum: number;
  examples: number;
}

/** A weight between two units. */
export interface Link {
  from: Unit;
  to: Unit;
  weight: number;
  dw: number;
  /** Sum of dw over the examples since the last update. */
  dwSum: number;
  examples: number;
}

/** Layers 0 … L of units, every unit linked to every unit of the next layer. Weights are normal, variance 1/n_prev. */
export function buildGraph(sizes: readonly number[], stream: RandomStream): Unit[][] {
  const layers = sizes.map((n) => Array.from({ length: n }, createUnit));
  layers.slice(1).forEach((layer, index) => {
    const below = layers[index] ?? [];
    for (const to of layer)
      for (const from of below) {
        const weight = stream.normal() / Math.sqrt(below.length);
        const link: Link = { from, to, weight, dw: 0, dwSum: 0, examples: 0 };
        to.incoming.push(link);
        from.outgoing.push(link);
      }
  });
  return layers;
}

function createUnit(): Unit {
  return { bias: 0, incoming: [], outgoing: [], z: 0, a: 0, da: 0, dz: 0, dbSum: 0, examples: 0 };
}
