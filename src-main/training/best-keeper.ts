import type { TrainingState } from '#shared/contract/checkpoints.ts';
import type { NewCheckpoint } from './messages.ts';

/** Remembers the training as it was when its dev loss was lowest. */
export class BestKeeper {
  #best: TrainingState['best'];
  #untold: (() => NewCheckpoint) | null = null;

  /** @param best what an earlier part of the same run has come to */
  constructor(best: TrainingState['best']) {
    this.#best = best;
  }

  get best(): TrainingState['best'] {
    return this.#best;
  }

  isBetter(loss: number | null): loss is number {
    return loss !== null && loss < (this.#best?.loss ?? Infinity);
  }

  /**
   * @param loss a better one
   * @param copy makes a copy of everything as it is now, to be finished when it is asked for
   */
  note(loss: number, step: number, copy: () => () => NewCheckpoint): void {
    this.#best = { loss, step };
    this.#untold = copy();
  }

  /** The best one, if there is a better one than at the last call. */
  take(): NewCheckpoint[] {
    const untold = this.#untold?.();
    this.#untold = null;
    return untold === undefined ? [] : [untold];
  }
}
