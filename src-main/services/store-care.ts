import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Backup, CareProgress, CareReport, StoreStatus } from '#shared/contract/care.ts';
import { problem } from '#shared/problem.ts';
import type { StoreClient } from '../store/api.ts';
import type { CareTask, CareTasks } from '../store/care/messages.ts';
import { takeCare, type SpawnCare } from '../store/care/thread.ts';
import type { Clock } from './clock.ts';

export interface StoreCareParts {
  file: string;
  spawnCare: SpawnCare;
  clock: Clock;
  /** Shows a file in the system's file manager; null where the host has none. */
  reveal: ((file: string) => void) | null;
}

/** A step of a check on its way, and its end. */
export type CheckEvent = ({ type: 'progress' } & CareProgress) | { type: 'done'; report: CareReport };

/** The care for the store's file, also while it cannot be opened; each task has a thread of its own. */
export class StoreCare {
  readonly #parts: StoreCareParts;

  constructor(parts: StoreCareParts) {
    this.#parts = parts;
  }

  /** Newest first. */
  backups(): Promise<Backup[]> {
    return this.#take('list', { file: this.#parts.file });
  }

  newestSoundBackup(): Promise<Backup | null> {
    return this.#take('newestSound', { file: this.#parts.file });
  }

  async status(store: Pick<StoreClient, 'inspect'>): Promise<StoreStatus> {
    const [{ file, bytes, schema, runs }, backups] = await Promise.all([store.inspect(), this.backups()]);
    return { file, bytes, schema, runs, backups, canReveal: this.canReveal };
  }

  /**
   * Copies the store, verified, under a name beside it or a given one.
   *
   * @throws ProblemError backup.exists, file.unwritable, store.damaged
   */
  backUp(target: string | null = null): Promise<{ backup: Backup; damages: number }> {
    const { file, clock } = this.#parts;
    return this.#take('backUp', { file, target, now: clock.now() });
  }

  /** Looks at every checksum of the store; the last event carries the report. Aborting ends the look. */
  async *check(signal?: AbortSignal): AsyncGenerator<CheckEvent> {
    const ending = new AbortController();
    const { spawnCare, file } = this.#parts;
    let progress: CareProgress = { done: 0, total: 0 };
    let wake = () => {};
    const whole = takeCare(
      spawnCare,
      'check',
      { file },
      {
        tell: (told) => {
          progress = told;
          wake();
        },
        signal: AbortSignal.any([ending.signal, ...(signal === undefined ? [] : [signal])]),
      },
    );
    try {
      for (;;) {
        const told = new Promise<null>((resolve) => (wake = () => resolve(null)));
        const report = await Promise.race([whole, told]);
        if (report !== null) {
          yield { type: 'done', report };
          return;
        }
        yield { type: 'progress', ...progress };
      }
    } finally {
      // Whoever no longer listens needs no report, and no cause why there is none.
      whole.catch(() => undefined);
      ending.abort();
    }
  }

  /** The whole look at once. */
  checkWhole(): Promise<CareReport> {
    return this.#take('check', { file: this.#parts.file });
  }

  /**
   * Puts a backup in the place of the store, which nobody may have open.
   *
   * @throws ProblemError file.missing, backup.unusable, store.inUse, file.unwritable
   */
  restore(backup: string): Promise<{ aside: string | null }> {
    const { file, clock } = this.#parts;
    return this.#take('restore', { file, backup, now: clock.now() });
  }

  /**
   * Puts one of the backups beside the store, by its name, in its place.
   *
   * @throws ProblemError as `restore`
   */
  async restoreByName(name: string): Promise<{ aside: string | null }> {
    const found = (await this.backups()).find((backup) => backup.name === name);
    if (found === undefined)
      throw problem('file.missing', { file: path.join(path.dirname(this.#parts.file), path.basename(name)) });
    return this.restore(found.file);
  }

  get canReveal(): boolean {
    return this.#parts.reveal !== null;
  }

  reveal(): { shown: boolean } {
    const { reveal, file } = this.#parts;
    reveal?.(file);
    return { shown: reveal !== null };
  }

  /** A store beside this one, `NAME-2`, which is gone on with where an earlier launch has begun it. */
  beside(): { file: string; exists: boolean } {
    const { dir, name, ext } = path.parse(this.#parts.file);
    const file = path.join(dir, `${name}-2${ext}`);
    return { file, exists: existsSync(file) };
  }

  #take<T extends CareTask>(task: T, job: CareTasks[T]['job']): Promise<CareTasks[T]['result']> {
    return takeCare(this.#parts.spawnCare, task, job);
  }
}
