import type { NewCheckpoint } from '../training/messages.ts';

/** The most bytes of tensors that are remembered. */
const most = 256 * 2 ** 20;

/** Remembers what runs were at the steps that were looked at last. */
export class StateCache {
  readonly #most: number;
  /** The oldest first. */
  readonly #states: { run: string; checkpoint: NewCheckpoint; bytes: number }[] = [];

  constructor(mostBytes = most) {
    this.#most = mostBytes;
  }

  add(run: string, checkpoint: NewCheckpoint): void {
    const bytes = checkpoint.tensors.reduce((sum, tensor) => sum + tensor.bytes.length, 0);
    this.#states.push({ run, checkpoint, bytes });
    let total = this.#states.reduce((sum, state) => sum + state.bytes, 0);
    while (total > this.#most) total -= this.#states.shift()?.bytes ?? total;
  }

  /** The one at, or nearest before, a step; null when there is none. */
  nearest(run: string, step: number): NewCheckpoint | null {
    let nearest: NewCheckpoint | null = null;
    for (const { run: of, checkpoint } of this.#states)
      if (of === run && checkpoint.step <= step && checkpoint.step >= (nearest?.step ?? 0))
        nearest = checkpoint;
    return nearest;
  }
}
