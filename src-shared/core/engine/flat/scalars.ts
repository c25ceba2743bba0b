import type { Plan } from './plan.ts';

const names = ['grad.norm.dW', 'grad.norm.dZ', 'norm.W', 'update.ratio'] as const;
export type ScalarName = (typeof names)[number];

/**
 * The numbers of the last step, four for each layer: ‖dW_l‖ with the penalty's λW_l, ‖dZ_l‖ over the batch, ‖W_l‖
 * after the update, and ‖ΔW_l‖ / ‖W_l‖ against W_l before it. NaN stands for a number that does not exist: every
 * one before the first step, and the ratio to weights that were all zero.
 */
export class StepScalars {
  readonly names: readonly string[];
  readonly #values: Float32Array;

  constructor(plan: Plan) {
    this.names = plan.layers.flatMap(({ l }) => names.map((name) => `${name}[${l}]`));
    this.#values = new Float32Array(this.names.length).fill(NaN);
  }

  note(layer: number, name: ScalarName, value: number): void {
    this.#values[(layer - 1) * names.length + names.indexOf(name)] = value;
  }

  read(out: Float32Array): void {
    out.set(this.#values);
  }
}
