import { activate, SOFTMAX } from './activation';
import { noteSize } from './finite';
import { Layer, layerAt, Network } from './network';
import { BLOCK_ROWS, multiplyPanels, packLeftRows, packRightRows } from './product';
import { softmax } from './softmax';

/** X (n_0, m) through all layers: fills Z and A of each and notes the largest size of each Z. */
export function forward(network: Network, m: i32): void {
  let A_prev = network.X;
  for (let index = 0; index < network.count; index++) {
    const layer = layerAt(network, index);
    forwardLayer(network, layer, A_prev, m);
    A_prev = layer.A;
  }
}

/** Z = W A_prev + b, A = g(Z), a block of examples at a time so that g finds Z in the cache. */
function forwardLayer(network: Network, layer: Layer, A_prev: usize, m: i32): void {
  const n = layer.units;
  const n_prev = layer.inputs;
  const sizes = changetype<usize>(layer) + offsetof<Layer>('sizeOfZ');
  store<u32>(sizes, 0);
  packRightRows(layer.W, n, n_prev, network.right);
  for (let i = 0; i < m; i += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, m - i);
    const Z = layer.Z + (<usize>(i * n) << 2);
    const A = layer.A + (<usize>(i * n) << 2);
    packLeftRows(A_prev + (<usize>(i * n_prev) << 2), rows, n_prev, network.left);
    multiplyPanels(network.left, network.right, rows, n, n_prev, layer.b, Z, network.edge);
    if (layer.activation == SOFTMAX) noteSize(sizes, softmax(Z, A, rows, n));
    else noteSize(sizes, activate(layer.activation, Z, A, rows * n));
  }
}
