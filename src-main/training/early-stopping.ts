import type { NamedTensor } from '#shared/core/engine/engine.ts';

export interface EarlyStoppingSpec {
  /** Epochs without a better dev loss after which training ends; 0 is never. */
  patience: number;
  /** By how much the dev loss must fall to count as better. */
  minDelta: number;
}

/** Watches the dev loss, keeps the parameters of its best epoch, and says when to give up. */
export class EarlyStopping {
  readonly #spec: EarlyStoppingSpec;
  readonly #tensors: readonly NamedTensor[];
  readonly #best: Float32Array[];
  #bestLoss = Infinity;
  #bestEpoch = 0;

  /** @param tensors all that a network predicts with; views that training changes */
  constructor(spec: EarlyStoppingSpec, tensors: readonly NamedTensor[]) {
    this.#spec = spec;
    this.#tensors = tensors;
    this.#best = tensors.map(({ values }) => new Float32Array(values.length));
  }

  /** The epoch whose parameters are kept; 0 is the start. */
  get bestEpoch(): number {
    return this.#bestEpoch;
  }

  /** @returns whether training should end after this epoch */
  isOver(epoch: number, devLoss: number | null): boolean {
    if (devLoss !== null && devLoss < this.#bestLoss - this.#spec.minDelta) {
      this.#bestLoss = devLoss;
      this.#bestEpoch = epoch;
      this.#tensors.forEach(({ values }, index) => this.#best[index]?.set(values));
    }
    return epoch - this.#bestEpoch >= this.#spec.patience;
  }

  /** Puts the best epoch's parameters back. */
  restore(): void {
    this.#tensors.forEach(({ values }, index) => values.set(this.#best[index] ?? values));
  }
}
