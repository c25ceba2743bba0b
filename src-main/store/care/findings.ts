import type { CareProgress, CareReport, Damage } from '#shared/contract/care.ts';

/** Damaged places that a report names; more are only counted. */
const named = 200;
/** Milliseconds between two tellings of how far the look is. */
const tellingGap = 100;

/** A run as reports name it. */
export interface NamedRun {
  id: string;
  name: string;
}

/** What a look through the store has seen so far. */
export class Findings {
  readonly checked: CareReport['checked'] = {
    runs: 0,
    chunks: 0,
    rows: 0,
    checkpoints: 0,
    hashes: 0,
    datasets: 0,
    documents: 0,
  };
  readonly #tell: (progress: CareProgress) => void;
  readonly #damaged: Damage[] = [];
  #damages = 0;
  #done = 0;
  #total = 1;
  #told = -Infinity;

  constructor(tell: (progress: CareProgress) => void) {
    this.#tell = tell;
  }

  /** More places that will be looked at. */
  expect(places: number): void {
    this.#total += places;
  }

  saw(kind: keyof CareReport['checked']): void {
    this.checked[kind] += 1;
    this.#done += 1;
    const now = performance.now();
    if (now - this.#told < tellingGap) return;
    this.#told = now;
    this.#tell({ done: Math.min(this.#done, this.#total), total: this.#total });
  }

  found(damage: Damage): void {
    this.#damages += 1;
    if (this.#damaged.length < named) this.#damaged.push(damage);
  }

  report(): Pick<CareReport, 'checked' | 'damaged' | 'damages'> {
    return { checked: this.checked, damaged: this.#damaged, damages: this.#damages };
  }
}
