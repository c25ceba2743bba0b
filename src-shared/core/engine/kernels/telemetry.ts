import { layerAt, Network } from './network';
import { sumSquaredDifferences, sumSquares } from './norm';

/**
 * Four float32 numbers for each layer after a step on m examples: ‖dW‖, ‖dZ‖, ‖W‖ and ‖ΔW‖ / ‖W before‖, the last
 * NaN where W was zero. Nothing is kept during the step for them; it leaves all they are made of in memory.
 */
export function writeScalars(network: Network, m: i32, out: usize): void {
  for (let index = 0; index < network.count; index++) {
    const layer = layerAt(network, index);
    const count = layer.units * layer.inputs;
    const before = layer.W + network.toPrevious;
    const squaredBefore = sumSquares(before, count);
    const squaredChange = sumSquaredDifferences(layer.W, before, count);
    store<f32>(out, <f32>sqrt<f64>(sumSquares(layer.W + network.toGradient, count)));
    store<f32>(out, <f32>sqrt<f64>(sumSquares(layer.dZ, m * layer.units)), 4);
    store<f32>(out, <f32>sqrt<f64>(sumSquares(layer.W, count)), 8);
    store<f32>(out, squaredBefore == 0 ? NaN : <f32>sqrt<f64>(squaredChange / squaredBefore), 12);
    out += 16;
  }
}
