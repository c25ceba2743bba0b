import type { Run } from '#shared/contract/runs.ts';
import { m } from '../i18n/paraglide/messages.js';
import { problemText } from '../i18n/problem-text.ts';
import { ForkDraft } from './fork-draft.svelte.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { Notices } from './notices.ts';
import type { RunsState } from './runs.svelte.ts';

/** Forking a run: one draft at a time, put together in a dialog. */
export class Forks {
  readonly #runs: RunsState;
  readonly #navigation: Navigation;
  readonly #notices: Notices;
  #draft = $state.raw<ForkDraft | null>(null);
  #working = $state(false);
  #refusal = $state<string | null>(null);

  constructor(runs: RunsState, navigation: Navigation, notices: Notices) {
    this.#runs = runs;
    this.#navigation = navigation;
    this.#notices = notices;
  }

  /** Null while no fork is put together. */
  get draft(): ForkDraft | null {
    return this.#draft;
  }
  /** Whether the parent is being trained again to the step. */
  get working(): boolean {
    return this.#working;
  }
  /** Why the fork could not start, in one sentence. */
  get refusal(): string | null {
    return this.#refusal;
  }

  /** @param step left out, the last one */
  open(parent: Run, step?: number): void {
    const names = this.#runs.list.map(({ name }) => name);
    this.#refusal = null;
    this.#draft = new ForkDraft(parent, step ?? parent.step, names);
  }

  close(): void {
    this.#draft = null;
  }

  /** Starts the fork and shows it; where it is refused the dialog stays and says why. */
  async start(): Promise<void> {
    const draft = this.#draft;
    if (draft === null || !draft.ready || this.#working) return;
    this.#working = true;
    this.#refusal = null;
    try {
      const child = await this.#runs.fork(draft.toFork());
      if (this.#draft === draft) {
        this.#draft = null;
        this.#navigation.go('train', child.id);
      }
      // Who has closed the dialog meanwhile is left where they are.
      else this.#notices.done(m.fork_started({ name: child.name }));
    } catch (error) {
      if (this.#draft === draft) this.#refusal = problemText(error);
      else this.#notices.problem(error);
    } finally {
      this.#working = false;
    }
  }
}
