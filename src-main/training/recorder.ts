import type { SeriesGroup, SeriesRows } from '../store/api.ts';

/** Rows waiting to be sent: one group's steps and values, in buffers that grow by doubling. */
class GroupRows {
  readonly #group: SeriesGroup;
  readonly #width: number;
  #steps: Int32Array<ArrayBuffer>;
  #values: Float32Array<ArrayBuffer>;
  #n = 0;

  constructor(group: SeriesGroup, width: number) {
    this.#group = group;
    this.#width = width;
    this.#steps = new Int32Array(128);
    this.#values = new Float32Array(128 * width);
  }

  get size(): number {
    return this.#n;
  }

  /** A place for the next row's values. */
  add(step: number): Float32Array {
    if (this.#n === this.#steps.length) this.#grow();
    this.#steps[this.#n] = step;
    this.#n += 1;
    return this.#values.subarray((this.#n - 1) * this.#width, this.#n * this.#width);
  }

  take(): SeriesRows {
    const rows = {
      group: this.#group,
      steps: this.#steps.slice(0, this.#n),
      values: this.#values.slice(0, this.#n * this.#width),
    };
    this.#n = 0;
    return rows;
  }

  #grow(): void {
    const steps = new Int32Array(this.#steps.length * 2);
    const values = new Float32Array(this.#values.length * 2);
    steps.set(this.#steps);
    values.set(this.#values);
    this.#steps = steps;
    this.#values = values;
  }
}

/**
 * Collects what training measures until it is due: every 250 ms or 100 steps, whichever comes first. What has
 * been handed over and acknowledged is never lost.
 */
export class Recorder {
  readonly #rows: Readonly<Record<SeriesGroup, GroupRows>>;
  readonly #now: () => number;
  #since: number;

  /** @param widths values in a row of each group */
  constructor(widths: Readonly<Record<SeriesGroup, number>>, now: () => number) {
    this.#rows = {
      step: new GroupRows('step', widths.step),
      layer: new GroupRows('layer', widths.layer),
      evaluation: new GroupRows('evaluation', widths.evaluation),
    };
    this.#now = now;
    this.#since = now();
  }

  /** A place for the values of a group's next row. */
  add(group: SeriesGroup, step: number): Float32Array {
    return this.#rows[group].add(step);
  }

  isDue(): boolean {
    return this.#rows.step.size >= 100 || this.#now() - this.#since >= 250;
  }

  /** Everything collected so far; empty groups are left out. */
  take(): SeriesRows[] {
    this.#since = this.#now();
    return Object.values(this.#rows)
      .filter((rows) => rows.size > 0)
      .map((rows) => rows.take());
  }
}
