import { listScalarNames, scalarNames, type ScalarName } from '../scalar-names.ts';
import type { Plan } from './plan.ts';

/**
 * The numbers of the last step. NaN stands for a number that does not exist: every one before the first step, and
 * the ratio to weights that were all zero.
 */
export class StepScalars {
  readonly names: readonly string[];
  readonly #values: Float32Array;

  constructor(plan: Plan) {
    this.names = listScalarNames(plan.layers.length);
    this.#values = new Float32Array(this.names.length).fill(NaN);
  }

  note(layer: number, name: ScalarName, value: number): void {
    this.#values[(layer - 1) * scalarNames.length + scalarNames.indexOf(name)] = value;
  }

  read(out: Float32Array): void {
    out.set(this.#values);
  }
}
