import { Trainer } from '../training/trainer.ts';
import type { PatientWrites } from './patient-writes.ts';

/** A trainer whose orders also reach a run that waits for its disk. */
export class PatientTrainer extends Trainer {
  readonly #writes: PatientWrites;

  constructor(writes: PatientWrites, ...parts: ConstructorParameters<typeof Trainer>) {
    super(...parts);
    this.#writes = writes;
  }

  override resume(): void {
    this.#writes.retryNow();
    super.resume();
  }

  /** What waits to be written is given up: a run that is stopped does not wait for room. */
  override stop(): void {
    this.#writes.giveUp();
    super.stop();
  }
}
