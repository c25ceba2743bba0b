/** How long one crossing into the engine should take at most, in milliseconds. */
const aim = 4;

/** How many steps to take at once, so that messages are never kept waiting for long. */
export class Pace {
  readonly #most: number;
  #steps = 1;

  constructor(most: number) {
    this.#most = most;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Some steps took so many milliseconds. */
  note(steps: number, milliseconds: number): void {
    if (milliseconds > aim) this.#steps = Math.max(1, Math.floor(this.#steps / 2));
    else if (steps === this.#steps && milliseconds < aim / 2)
      this.#steps = Math.min(this.#most, this.#steps * 2);
  }
}
