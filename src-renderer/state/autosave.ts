/**
 * Writes the newest of many values a little later, one write at a time, so that dragging a slider does not
 * write a hundred times and an older value never lands after a newer one.
 */
export class Autosave<T> {
  readonly #write: (value: T) => Promise<unknown>;
  readonly #onFailure: (error: unknown) => void;
  readonly #delay: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: { value: T } | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** @param delay the most milliseconds between a change and its write, however many changes follow */
  constructor(write: (value: T) => Promise<unknown>, onFailure: (error: unknown) => void, delay = 200) {
    this.#write = write;
    this.#onFailure = onFailure;
    this.#delay = delay;
  }

  save(value: T): void {
    this.#waiting = { value };
    this.#timer ??= setTimeout(() => void this.flush(), this.#delay);
  }

  /** Writes what is waiting now; resolves when it is written. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const next = this.#waiting;
    this.#waiting = undefined;
    if (next !== undefined)
      this.#writing = this.#writing
        .then(() => this.#write(next.value))
        .then(() => undefined, this.#onFailure);
    return this.#writing;
  }
}
