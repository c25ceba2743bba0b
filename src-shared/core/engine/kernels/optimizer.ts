import { largerSize, largestLane, noteSize } from './finite';
import { loadSome, storeSome } from './lanes';
import { Network } from './network';

/** The numbers that stand for optimisers in a network. */
export const SGD: i32 = 0;
export const MOMENTUM: i32 = 1;
export const ADAM: i32 = 2;

/** Begins a step: Adam's powers β₁ᵗ and β₂ᵗ as running products. */
export function beginUpdate(network: Network): void {
  network.beta1Power *= network.beta1;
  network.beta2Power *= network.beta2;
}

/**
 * `count` parameters from address `at` on, whose gradients hold sums over the m examples: writes
 * gradient = sum / m + λ · parameter, keeps the parameter as the previous one, and takes the optimiser's step.
 * `sizes` is where the largest sizes of the gradient and, beside it, of the new parameter are noted.
 */
export function update(network: Network, at: usize, count: i32, lambda: f32, m: i32, sizes: usize): void {
  if (network.optimizer == SGD) sweep(SGD, network, at, count, lambda, m, sizes);
  else if (network.optimizer == MOMENTUM) sweep(MOMENTUM, network, at, count, lambda, m, sizes);
  else sweep(ADAM, network, at, count, lambda, m, sizes);
}

@inline
function sweep(kind: i32, network: Network, at: usize, count: i32, lambda: f32, m: i32, sizes: usize): void {
  const toGradient = network.toGradient;
  const toPrevious = network.toPrevious;
  const toFirst = network.toFirst;
  const toSecond = network.toSecond;
  const examples = f32x4.splat(<f32>m);
  const decay = f32x4.splat(lambda);
  const keep1 = f32x4.splat(<f32>network.beta1);
  const take1 = f32x4.splat(<f32>(1 - network.beta1));
  const keep2 = f32x4.splat(<f32>network.beta2);
  const take2 = f32x4.splat(<f32>(1 - network.beta2));
  const epsilon = f32x4.splat(<f32>network.epsilon);
  const rate = f32x4.splat(
    <f32>(kind == ADAM ? network.learningRate / (1 - network.beta1Power) : network.learningRate),
  );
  const correction2 = f32x4.splat(<f32>(1 / (1 - network.beta2Power)));
  let gradientSizes = i32x4.splat(0);
  let parameterSizes = i32x4.splat(0);
  for (let left = count; left > 0; left -= 4, at += 16) {
    const whole = left >= 4;
    const parameter = whole ? v128.load(at) : loadSome(at, left);
    const sum = whole ? v128.load(at + toGradient) : loadSome(at + toGradient, left);
    const gradient = f32x4.add(f32x4.div(sum, examples), f32x4.mul(decay, parameter));
    gradientSizes = largerSize(gradientSizes, gradient);
    let change: v128;
    if (kind == SGD) change = f32x4.mul(rate, gradient);
    else {
      const before = whole ? v128.load(at + toFirst) : loadSome(at + toFirst, left);
      const first = f32x4.add(f32x4.mul(keep1, before), f32x4.mul(take1, gradient));
      keepAt(at + toFirst, first, left);
      change = f32x4.mul(rate, first);
      if (kind == ADAM) {
        const square = f32x4.mul(f32x4.mul(take2, gradient), gradient);
        const past = whole ? v128.load(at + toSecond) : loadSome(at + toSecond, left);
        const second = f32x4.add(f32x4.mul(keep2, past), square);
        keepAt(at + toSecond, second, left);
        const root = f32x4.sqrt(f32x4.mul(second, correction2));
        change = f32x4.div(change, f32x4.add(root, epsilon));
        // A lane beyond the end divides nothing by nothing when epsilon is zero.
        if (!whole) change = loadedLanes(change, left);
      }
    }
    const next = f32x4.sub(parameter, change);
    parameterSizes = largerSize(parameterSizes, next);
    keepAt(at + toGradient, gradient, left);
    keepAt(at + toPrevious, parameter, left);
    keepAt(at, next, left);
  }
  noteSize(sizes, largestLane(gradientSizes));
  noteSize(sizes + 4, largestLane(parameterSizes));
}

@inline
function keepAt(at: usize, values: v128, left: i32): void {
  if (left >= 4) v128.store(at, values);
  else storeSome(at, values, left);
}

@inline
function loadedLanes(values: v128, left: i32): v128 {
  return v128.and(values, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(left)));
}
