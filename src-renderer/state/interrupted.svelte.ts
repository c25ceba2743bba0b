import type { Run } from '#shared/contract/runs.ts';
import { formatCount } from '../i18n/number.ts';
import { m } from '../i18n/paraglide/messages.js';
import type { Navigation } from './navigation.svelte.ts';
import type { Notices } from './notices.ts';
import type { RunsState } from './runs.svelte.ts';

const storageKey = 'layerbench.putOff';

export interface InterruptedParts {
  runs: RunsState;
  navigation: Navigation;
  notices: Notices;
  /** Where it is remembered what was put off; left out, this browser or window. */
  storage?: Pick<Storage, 'getItem' | 'setItem'>;
}

/** Runs that the end of the program cut short, as they were found when the window opened. */
export class InterruptedRuns {
  readonly #parts: InterruptedParts;
  #found = $state.raw<readonly string[] | null>(null);
  #putOff = $state.raw<ReadonlySet<string>>(new Set());

  constructor(parts: InterruptedParts) {
    this.#parts = parts;
    this.#putOff = new Set(this.#readPutOff());
  }

  /** Looks once, when the first list has come: what is interrupted later is seen as it happens. */
  look(): void {
    if (this.#found !== null || !this.#parts.runs.loaded) return;
    this.#found = this.#parts.runs.list.filter(isInterrupted).map(keyOf);
  }

  /** Those that still wait and were not put off; the one made first comes first. */
  get waiting(): Run[] {
    const found = this.#found ?? [];
    return this.#parts.runs.list
      .filter((run) => isInterrupted(run) && found.includes(keyOf(run)) && !this.#putOff.has(keyOf(run)))
      .toReversed();
  }

  /** Does not speak of them again, until one is interrupted anew. */
  later(): void {
    const keys = this.#parts.runs.list.filter(isInterrupted).map(keyOf);
    this.#putOff = new Set(keys);
    try {
      this.#storage.setItem(storageKey, JSON.stringify(keys));
    } catch {
      // A browser that keeps nothing asks again next time.
    }
  }

  /** Resumes each of them; one that is refused says why and leaves the others alone. */
  async resumeAll(runs: readonly Run[] = this.waiting): Promise<void> {
    const { navigation, notices, runs: state } = this.#parts;
    const resumed: Run[] = [];
    for (const run of runs)
      await notices.guard(async () => {
        await state.resume(run.id);
        resumed.push(run);
      });
    const [first] = resumed;
    if (first === undefined) return;
    notices.done(m.interrupted_resumed({ count: formatCount(resumed.length) }));
    navigation.go('train', first.id);
  }

  get #storage(): Pick<Storage, 'getItem' | 'setItem'> {
    return this.#parts.storage ?? localStorage;
  }

  #readPutOff(): string[] {
    try {
      const stored: unknown = JSON.parse(this.#storage.getItem(storageKey) ?? '[]');
      return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : [];
    } catch {
      return [];
    }
  }
}

function isInterrupted(run: Run): boolean {
  return run.status === 'interrupted';
}

/** The same run interrupted once more is news again. */
function keyOf({ id, endedAt }: Run): string {
  return `${id} ${endedAt ?? ''}`;
}
