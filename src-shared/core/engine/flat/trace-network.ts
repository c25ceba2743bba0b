import { sigmoid } from '../../numerics/exponential.ts';
import type { LayerTrace, NetworkTrace } from '../../reference/network-trace.ts';
import type { Network } from '../../reference/network.ts';
import type { LossName } from '../engine.ts';
import { activationPasses } from './activation-pass.ts';
import { denseBackwardInputs, denseBackwardParameters, denseForward } from './dense-pass.ts';
import { lossPasses } from './loss-pass.ts';

/**
 * The passes of `reference@1` over one batch, keeping what a step overwrites. The parameters are rounded to float32
 * first; otherwise as `traceNetwork` of the reference.
 *
 * @param X (n_0, m) @param Y (n_L, m)
 */
export function traceFlat(
  network: Network,
  X: Float32Array,
  Y: Float32Array,
  m: number,
): NetworkTrace<Float32Array> {
  let A_prev = X;
  const layers = network.layers.map(({ W: W_exact, b: b_exact, activation }) => {
    const [W, b] = [Float32Array.from(W_exact), Float32Array.from(b_exact)];
    const n = b.length;
    const n_prev = W.length / n;
    const [Z, A] = [new Float32Array(n * m), new Float32Array(n * m)];
    denseForward(A_prev, W, b, Z, m, n_prev, n);
    activationPasses[activation].forward(Z, A, m, n);
    const layer = { A_prev, W, b, n, n_prev, activation, Z, A };
    A_prev = A;
    return layer;
  });
  const output = layers.at(-1);
  if (output === undefined) throw new RangeError('a network has at least one layer');

  const loss = lossPasses[network.loss];
  const isFused = loss.activation !== undefined;
  const first = new Float32Array(output.n * m);
  loss.backward(output.A, Y, first, m, output.n);
  let dA = isFused ? derivativeOfLoss(network.loss, output.Z, output.A, Y) : first;
  const row = new Float64Array(Math.max(...layers.map(({ n_prev }) => n_prev)));
  const traced: LayerTrace<Float32Array>[] = [];
  for (const layer of layers.toReversed()) {
    const { W, n, n_prev, activation, Z, A } = layer;
    const dZ = isFused && layer === output ? first : dA.slice();
    if (dZ !== first) activationPasses[activation].backward(dZ, Z, A, m, n);
    const [dW, db] = [new Float32Array(n * n_prev), new Float32Array(n)];
    denseBackwardParameters(dZ, layer.A_prev, W, 0, dW, db, row, m, n_prev, n);
    traced.unshift({ Z, A, dA, dZ, dW, db });
    dA = new Float32Array(n_prev * m);
    denseBackwardInputs(dZ, W, dA, row, m, n_prev, n);
  }
  return { loss: loss.sum(output.Z, output.A, Y, m, output.n) / m, layers: traced };
}

/** dA_L of a loss that the passes go through in one piece with its output activation. */
function derivativeOfLoss(loss: LossName, Z: Float32Array, A: Float32Array, Y: Float32Array): Float32Array {
  if (loss === 'crossEntropy') return Y.map((y, i) => (y === 0 ? 0 : -y / A[i]!));
  // 1 − a is taken from z: where a is near 1, float32 has rounded most of 1 − a away.
  return Y.map((y, i) => (y === 1 ? 0 : (1 - y) / sigmoid(-Z[i]!)) - (y === 0 ? 0 : y / sigmoid(Z[i]!)));
}
