import { one } from './constants';
import { largerSize, largestLane, noteSize } from './finite';
import { lanesBelow, loadUpTo, storeUpTo } from './lanes';
import { Network, Worker } from './network';

/** The numbers that stand for optimisers in a network. */
export const SGD: i32 = 0;
export const MOMENTUM: i32 = 1;
export const ADAM: i32 = 2;
export const NESTEROV: i32 = 3;
export const RMSPROP: i32 = 4;
export const ADAGRAD: i32 = 5;
export const ADAMW: i32 = 6;

/** Begins a step: Adam's powers β₁ᵗ and β₂ᵗ as running products. */
export function beginUpdate(network: Network, me: Worker): void {
  me.beta1Power *= network.beta1;
  me.beta2Power *= network.beta2;
}

/**
 * `count` entries from address `at` on whose gradients hold sums over the m examples:
 * gradient = 1/m · sum, and for weights + λ₁ sign(w) + λ w. `sizes` is where the largest size is noted.
 */
export function finishGradient(network: Network, at: usize, count: i32, isWeight: bool, m: i32, sizes: usize): void {
  const share = f32x4.splat(1 / <f32>m);
  const l2 = f32x4.splat(isWeight ? <f32>network.l2 : 0);
  const l1 = f32x4.splat(isWeight ? <f32>network.l1 : 0);
  const hasPenalty = isWeight && (network.l1 != 0 || network.l2 != 0);
  const to = at + network.toGradient;
  let largest = i32x4.splat(0);
  for (let left = count, offset: usize = 0; left > 0; left -= 4, offset += 16) {
    let gradient = f32x4.mul(loadUpTo(to + offset, left), share);
    if (hasPenalty) gradient = penalize(gradient, loadUpTo(at + offset, left), l1, l2);
    largest = largerSize(largest, gradient);
    storeUpTo(to + offset, gradient, left);
  }
  noteSize(sizes, largestLane(largest));
}

@inline
function penalize(gradient: v128, w: v128, l1: v128, l2: v128): v128 {
  const zero = f32x4.splat(0);
  const ones = f32x4.sub(
    v128.and(f32x4.gt(w, zero), one()),
    v128.and(f32x4.lt(w, zero), one()),
  );
  return f32x4.add(gradient, f32x4.add(f32x4.mul(l1, ones), f32x4.mul(l2, w)));
}

/**
 * `finishGradient` and `applyUpdate` with factor 1 in one pass: `sizes` holds the gradient's largest size and, beside
 * it, the parameter's.
 */
export function update(
  network: Network,
  me: Worker,
  at: usize,
  count: i32,
  isWeight: bool,
  m: i32,
  sizes: usize,
): void {
  if (network.optimizer == SGD && network.l1 == 0 && network.l2 == 0 && network.clipValue == 0)
    return descend(network, me, at, count, m, sizes);
  sweepKind(true, network, me, at, count, isWeight, 1 / <f32>m, sizes);
}

/** Plain gradient descent in one pass, what most networks spend their updates in. */
function descend(network: Network, me: Worker, at: usize, count: i32, m: i32, sizes: usize): void {
  if (me.isDue) descendOver(true, network, me, at, count, m, sizes);
  else descendOver(false, network, me, at, count, m, sizes);
}

/** The finished gradient is written back only where telemetry will read it. */
@inline
function descendOver(
  isKept: bool,
  network: Network,
  me: Worker,
  at: usize,
  count: i32,
  m: i32,
  sizes: usize,
): void {
  const toGradient = network.toGradient;
  const toPrevious = network.toPrevious;
  const share = f32x4.splat(1 / <f32>m);
  const rate = f32x4.splat(<f32>me.rate);
  let gradients = i32x4.splat(0);
  let parameters = i32x4.splat(0);
  let left = count;
  for (; left >= 8; left -= 8, at += 32) {
    const parameter0 = v128.load(at);
    const parameter1 = v128.load(at, 16);
    const gradient0 = f32x4.mul(v128.load(at + toGradient), share);
    const gradient1 = f32x4.mul(v128.load(at + toGradient, 16), share);
    const next0 = f32x4.sub(parameter0, f32x4.mul(rate, gradient0));
    const next1 = f32x4.sub(parameter1, f32x4.mul(rate, gradient1));
    gradients = largerSize(largerSize(gradients, gradient0), gradient1);
    parameters = largerSize(largerSize(parameters, next0), next1);
    if (isKept) {
      v128.store(at + toGradient, gradient0);
      v128.store(at + toGradient, gradient1, 16);
    }
    v128.store(at + toPrevious, parameter0);
    v128.store(at + toPrevious, parameter1, 16);
    v128.store(at, next0);
    v128.store(at, next1, 16);
  }
  for (; left > 0; left -= 4, at += 16) {
    const parameter = loadUpTo(at, left);
    const gradient = f32x4.mul(loadUpTo(at + toGradient, left), share);
    const next = f32x4.sub(parameter, f32x4.mul(rate, gradient));
    gradients = largerSize(gradients, gradient);
    parameters = largerSize(parameters, next);
    if (isKept) storeUpTo(at + toGradient, gradient, left);
    storeUpTo(at + toPrevious, parameter, left);
    storeUpTo(at, next, left);
  }
  noteSize(sizes, largestLane(gradients));
  noteSize(sizes + 4, largestLane(parameters));
}

/**
 * Keeps `count` entries from address `at` on as the previous ones and takes the optimiser's step with their finished
 * gradients, each brought into the bounds of clipValue and then multiplied by `factor`.
 */
export function applyUpdate(
  network: Network,
  me: Worker,
  at: usize,
  count: i32,
  isWeight: bool,
  factor: f32,
  sizes: usize,
): void {
  sweepKind(false, network, me, at, count, isWeight, factor, sizes);
}

@inline
function sweepKind(
  isFinishing: bool,
  network: Network,
  me: Worker,
  at: usize,
  count: i32,
  isWeight: bool,
  factor: f32,
  sizes: usize,
): void {
  const kind = network.optimizer;
  if (kind == SGD) sweep(SGD, isFinishing, network, me, at, count, isWeight, factor, sizes);
  else if (kind == MOMENTUM) sweep(MOMENTUM, isFinishing, network, me, at, count, isWeight, factor, sizes);
  else if (kind == NESTEROV) sweep(NESTEROV, isFinishing, network, me, at, count, isWeight, factor, sizes);
  else if (kind == RMSPROP) sweep(RMSPROP, isFinishing, network, me, at, count, isWeight, factor, sizes);
  else if (kind == ADAGRAD) sweep(ADAGRAD, isFinishing, network, me, at, count, isWeight, factor, sizes);
  else if (kind == ADAMW) sweep(ADAMW, isFinishing, network, me, at, count, isWeight, factor, sizes);
  else sweep(ADAM, isFinishing, network, me, at, count, isWeight, factor, sizes);
}

@inline
function isAdam(kind: i32): bool {
  return kind == ADAM || kind == ADAMW;
}

/**
 * The optimiser's step, with gradients that are finished and then times `factor`, or, where `isFinishing`, with sums
 * that are finished here: times `factor`, which is 1/m, and the penalties.
 */
@inline
function sweep(
  kind: i32,
  isFinishing: bool,
  network: Network,
  me: Worker,
  at: usize,
  count: i32,
  isWeight: bool,
  factor: f32,
  sizes: usize,
): void {
  const toGradient = network.toGradient;
  const toPrevious = network.toPrevious;
  const toFirst = network.toFirst;
  // The one memory of rmsprop and adagrad is that of squares.
  const toSecond = kind == RMSPROP || kind == ADAGRAD ? network.toFirst : network.toSecond;
  const bound = f32x4.splat(network.clipValue > 0 ? <f32>network.clipValue : Infinity);
  const scale = f32x4.splat(factor);
  const l1 = f32x4.splat(isWeight ? <f32>network.l1 : 0);
  const l2 = f32x4.splat(isWeight ? <f32>network.l2 : 0);
  const hasPenalty = isFinishing && isWeight && (network.l1 != 0 || network.l2 != 0);
  const isKept = isFinishing && me.isDue != 0;
  const keep1 = f32x4.splat(<f32>network.beta1);
  const take1 = f32x4.splat(<f32>(1 - network.beta1));
  const keep2 = f32x4.splat(kind == ADAGRAD ? 1 : <f32>network.beta2);
  const take2 = f32x4.splat(kind == ADAGRAD ? 1 : <f32>(1 - network.beta2));
  const epsilon = f32x4.splat(<f32>network.epsilon);
  const rate = f32x4.splat(<f32>(isAdam(kind) ? me.rate / (1 - me.beta1Power) : me.rate));
  const correction2 = f32x4.splat(isAdam(kind) ? <f32>(1 / (1 - me.beta2Power)) : 1);
  const decay = f32x4.splat(kind == ADAMW && isWeight ? <f32>(me.rate * network.weightDecay) : 0);
  let gradients = i32x4.splat(0);
  let largest = i32x4.splat(0);
  for (let left = count; left > 0; left -= 4, at += 16) {
    const parameter = loadUpTo(at, left);
    let gradient = loadUpTo(at + toGradient, left);
    if (isFinishing) {
      gradient = f32x4.mul(gradient, scale);
      if (hasPenalty) gradient = penalize(gradient, parameter, l1, l2);
      gradients = largerSize(gradients, gradient);
      if (isKept) storeUpTo(at + toGradient, gradient, left);
    }
    gradient = f32x4.pmax(f32x4.pmin(gradient, bound), f32x4.neg(bound));
    if (!isFinishing) gradient = f32x4.mul(gradient, scale);
    let change = gradient;
    if (kind == MOMENTUM || kind == NESTEROV || isAdam(kind)) {
      const taken = f32x4.mul(take1, gradient);
      const first = f32x4.add(f32x4.mul(keep1, loadUpTo(at + toFirst, left)), taken);
      storeUpTo(at + toFirst, first, left);
      change = kind == NESTEROV ? f32x4.add(f32x4.mul(keep1, first), taken) : first;
    }
    change = f32x4.mul(rate, change);
    if (kind == RMSPROP || kind == ADAGRAD || isAdam(kind)) {
      const square = f32x4.mul(f32x4.mul(take2, gradient), gradient);
      const second = f32x4.add(f32x4.mul(keep2, loadUpTo(at + toSecond, left)), square);
      storeUpTo(at + toSecond, second, left);
      const root = f32x4.sqrt(f32x4.mul(second, correction2));
      // An infinite one would stop the parameter for good, without a word. It has no sign to take away.
      largest = i32x4.max_u(largest, root);
      change = f32x4.div(change, f32x4.add(root, epsilon));
    }
    if (kind == ADAMW) change = f32x4.add(change, f32x4.mul(decay, parameter));
    const next = f32x4.sub(parameter, change);
    // A lane beyond the end divides nothing by nothing when epsilon is zero.
    largest = largerSize(largest, left >= 4 ? next : v128.and(next, lanesBelow(left)));
    storeUpTo(at + toPrevious, parameter, left);
    storeUpTo(at, next, left);
  }
  if (isFinishing) noteSize(sizes, largestLane(gradients));
  noteSize(sizes + 4, largestLane(largest));
}
