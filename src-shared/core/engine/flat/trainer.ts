import type { Evaluation, NamedTensor, NetworkTrainer, TrainingSpec } from '../engine.ts';
import { checkCount, checkLength, checkSpec } from '../input-check.ts';
import { createQuality } from '../quality.ts';
import { createBackwardPass, type BackwardPass } from './backward-pass.ts';
import { commitPass } from './commit-pass.ts';
import { requireFinite } from './finite.ts';
import { forwardPass, requireFiniteForward } from './forward-pass.ts';
import { lossPasses, type LossPass } from './loss-pass.ts';
import { planNetwork, type Plan, type PlannedLayer } from './plan.ts';
import { StepScalars } from './scalars.ts';
import { createUpdatePass, type UpdatePass } from './update-pass.ts';

/** The trainer of `reference@1`. */
export class FlatTrainer implements NetworkTrainer {
  readonly scalarNames: readonly string[];
  readonly parameters: readonly NamedTensor[];
  readonly #spec: TrainingSpec;
  readonly #plan: Plan;
  readonly #output: PlannedLayer;
  readonly #loss: LossPass;
  readonly #scalars: StepScalars;
  readonly #backward: BackwardPass;
  readonly #update: UpdatePass;

  /** @throws RangeError when the spec describes no network, or its loss does not fit its output */
  constructor(spec: TrainingSpec) {
    checkSpec(spec);
    this.#spec = spec;
    this.#plan = planNetwork(spec);
    const { layers } = this.#plan;
    this.#output = layers[layers.length - 1]!;
    this.#loss = lossPasses[spec.loss];
    this.#scalars = new StepScalars(this.#plan);
    this.#backward = createBackwardPass(this.#plan, this.#loss, spec.l2, this.#scalars);
    this.#update = createUpdatePass(spec.optimizer, this.#plan);
    this.scalarNames = this.#scalars.names;
    this.parameters = layers.flatMap(({ l, n, n_prev, W, b }): NamedTensor[] => [
      { name: `W${l}`, shape: [n, n_prev], values: W },
      { name: `b${l}`, shape: [n, 1], values: b },
    ]);
  }

  step(X: Float32Array, Y: Float32Array, m: number): number {
    this.#checkInputs(X, m, this.#spec.maxBatch);
    this.#checkTargets(Y, m);
    forwardPass(this.#plan, X, m);
    requireFiniteForward(this.#plan, m);
    const loss = requireFinite(this.#sumLoss(Y, m) / m, this.#output.l, 'loss');
    this.#backward(X, Y, m);
    this.#update();
    const squaredWeights = commitPass(this.#plan, this.#scalars);
    return loss + (this.#spec.l2 / 2) * squaredWeights;
  }

  predict(X: Float32Array, m: number): Float32Array {
    this.#checkInputs(X, m, this.#spec.maxBatch);
    forwardPass(this.#plan, X, m);
    return this.#output.A.subarray(0, m * this.#output.n);
  }

  evaluate(X: Float32Array, Y: Float32Array, m: number): Evaluation {
    this.#checkInputs(X, m, Infinity);
    this.#checkTargets(Y, m);
    const { inputs, maxBatch } = this.#spec;
    const { n, A } = this.#output;
    const quality = createQuality(this.#spec.loss, n);
    let loss = 0;
    for (let start = 0; start < m; start += maxBatch) {
      const part = Math.min(maxBatch, m - start);
      const Y_part = Y.subarray(start * n, (start + part) * n);
      forwardPass(this.#plan, X.subarray(start * inputs, (start + part) * inputs), part);
      loss += this.#sumLoss(Y_part, part);
      quality.add(A, Y_part, part, n);
    }
    return { loss: loss / m, ...quality.finish() };
  }

  readScalars(out: Float32Array): void {
    this.#scalars.read(out);
  }

  #sumLoss(Y: Float32Array, m: number): number {
    const { n, Z, A } = this.#output;
    return this.#loss.sum(Z, A, Y, m, n);
  }

  #checkInputs(X: Float32Array, m: number, most: number): void {
    checkCount(m, most);
    checkLength('X', X, m, this.#spec.inputs);
  }

  #checkTargets(Y: Float32Array, m: number): void {
    checkLength('Y', Y, m, this.#output.n);
  }
}
