import { findLoss } from './losses/losses.ts';
import { networkBackward, networkCost, networkForward, type Network } from './network.ts';

/** One forward and one backward pass with every value that passes between the layers. */
export interface NetworkTrace<Values extends Float32Array | Float64Array = Float64Array> {
  /** The mean loss over the batch, without a penalty. */
  loss: number;
  /** Layers 1 … L. */
  layers: LayerTrace<Values>[];
}

export interface LayerTrace<Values> {
  /** (n_l, m), sample-major; dZ and dA are derivatives of each example's own loss. */
  Z: Values;
  A: Values;
  dA: Values;
  dZ: Values;
  /** As W_l (n_l, n_{l−1}) and b_l (n_l, 1), with the 1/m. */
  dW: Values;
  db: Values;
}

/** X (n_0, m), Y (n_L, m) → every Z, A, dA, dZ, dW and db; the network's λ is left aside. */
export function traceNetwork(network: Network, X: Float64Array, Y: Float64Array): NetworkTrace {
  const plain = { ...network, l2: 0 };
  const { A: A_L, caches } = networkForward(plain, X);
  const gradients = networkBackward(plain, caches, Y);
  const n_L = network.layers.at(-1)?.b.length ?? 0;
  const layers = caches.map(({ Z, A }, index) => {
    const { dZ, dW, db } = gradients[index]!;
    // dA of a layer is what the layer above hands down; of the last, what the loss does.
    const dA = gradients[index + 1]?.dA_prev ?? findLoss(network.loss).derivative(A_L, Y, n_L);
    return { Z, A, dA, dZ, dW, db };
  });
  return { loss: networkCost(plain, caches, Y), layers };
}
