import type { TrainingState } from '#shared/contract/checkpoints.ts';
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
  /** Parameters of the best epoch; of no use before the first one. */
  readonly kept: readonly NamedTensor[];
  #bestLoss = Infinity;
  #bestEpoch: number;

  /**
   * @param tensors all that a network predicts with; views that training changes
   * @param firstEpoch where training begins
   */
  constructor(spec: EarlyStoppingSpec, tensors: readonly NamedTensor[], firstEpoch = 0) {
    this.#spec = spec;
    this.#tensors = tensors;
    this.#bestEpoch = firstEpoch;
    this.kept = tensors.map((tensor) => ({ ...tensor, values: tensor.values.slice() }));
  }

  /** The epoch whose parameters are kept; 0 is the start. */
  get bestEpoch(): number {
    return this.#bestEpoch;
  }

  get state(): NonNullable<TrainingState['early']> {
    return { loss: Number.isFinite(this.#bestLoss) ? this.#bestLoss : null, epoch: this.#bestEpoch };
  }

  set state({ loss, epoch }: NonNullable<TrainingState['early']>) {
    this.#bestLoss = loss ?? Infinity;
    this.#bestEpoch = epoch;
  }

  /** @returns whether training should end after this epoch */
  isOver(epoch: number, devLoss: number | null): boolean {
    if (devLoss !== null && devLoss < this.#bestLoss - this.#spec.minDelta) {
      this.#bestLoss = devLoss;
      this.#bestEpoch = epoch;
      this.#tensors.forEach(({ values }, index) => this.kept[index]?.values.set(values));
    }
    return epoch - this.#bestEpoch >= this.#spec.patience;
  }

  /** Puts the best epoch's parameters back. */
  restore(): void {
    this.#tensors.forEach(({ values }, index) => values.set(this.kept[index]?.values ?? values));
  }
}
