import { networkBackward, networkCost, networkForward, type Network } from './network.ts';

/** One forward and one backward pass with every value that passes between the layers. */
export interface NetworkTrace<Values extends Float32Array | Float64Array = Float64Array> {
  /** The mean loss over the batch, without a penalty. */
  loss: number;
  /** Layers 1 … L. */
  layers: LayerTrace<Values>[];
}

export interface LayerTrace<Values> {
  /** (n_l, m), sample-major: what enters g, after normalisation and residual, and what leaves it. */
  Z: Values;
  A: Values;
  /** (n_l, m): derivatives of each example's own loss; of the sum of all losses where a batch is normalised. */
  dA: Values;
  dZ: Values;
  /** As W_l (n_l, n_{l−1}) and b_l (n_l, 1), with the 1/m. */
  dW: Values;
  db: Values;
  /** As gamma_l and beta_l (n_l, 1), with the 1/m; of a normalised layer. */
  dgamma?: Values;
  dbeta?: Values;
}

/** X (n_0, m), Y (n_L, m) → every Z, A, dA, dZ and gradient; without dropout, batches normalised by themselves. */
export function traceNetwork(network: Network, X: Float64Array, Y: Float64Array): NetworkTrace {
  const { caches } = networkForward(network, X, { kind: 'trace' });
  const gradients = networkBackward(network, caches, Y);
  const layers = caches.map(({ Z, A }, index): LayerTrace<Float64Array> => {
    const { dA, dZ, dW, db, dgamma, dbeta } = gradients[index]!;
    return { Z, A, dA, dZ, dW, db, ...(dgamma && dbeta ? { dgamma, dbeta } : {}) };
  });
  return { loss: networkCost(network, caches, Y), layers };
}
