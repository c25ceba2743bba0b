/** Starts as many jobs at once as there are cores; the rest wait in the order they came. */
export class RunQueue {
  readonly #most: number;
  readonly #waiting: { id: string; start: () => Promise<void> }[] = [];
  readonly #running = new Set<string>();

  constructor(most: number) {
    this.#most = most;
  }

  /** `start` resolves when its job has ended. */
  add(id: string, start: () => Promise<void>): void {
    this.#waiting.push({ id, start });
    this.#fill();
  }

  /** Takes a job out before it starts; false when it is not waiting. */
  remove(id: string): boolean {
    const at = this.#waiting.findIndex((job) => job.id === id);
    if (at < 0) return false;
    this.#waiting.splice(at, 1);
    return true;
  }

  #fill(): void {
    while (this.#running.size < this.#most) {
      const job = this.#waiting.shift();
      if (job === undefined) return;
      this.#running.add(job.id);
      const ended = () => {
        this.#running.delete(job.id);
        this.#fill();
      };
      job.start().then(ended, ended);
    }
  }
}
