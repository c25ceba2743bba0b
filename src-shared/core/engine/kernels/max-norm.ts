import { Network } from './network';
import { sumSquares } from './norm';

/** Brings each of `rows` rows of n weights from address `at` on back to the length that maxNorm allows. */
export function boundRows(network: Network, at: usize, rows: i32, n: i32): void {
  const most = network.maxNorm;
  for (let row = 0; row < rows; row++, at += <usize>n << 2) {
    const length = sqrt<f64>(sumSquares(at, n));
    if (!(length > most)) continue;
    const factor = <f32>(most / length);
    for (let k = 0; k < n; k++) {
      const entry = at + (<usize>k << 2);
      store<f32>(entry, load<f32>(entry) * factor);
    }
  }
}
