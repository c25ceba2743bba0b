import type { Run } from '#shared/contract/runs.ts';
import type { Emptied, TrashedRun } from '#shared/contract/trash.ts';
import type { StoreClient } from '../store/api.ts';
import type { Live } from './live.ts';

/** Throwing runs away, taking them out again, and deleting them for good: the only way in which a run is deleted. */
export class TrashService {
  readonly #store: StoreClient;
  readonly #live: Live;
  /** Whether unused space of the file could not be given back yet. */
  #isSpaceWaiting = false;

  constructor(store: StoreClient, live: Live) {
    this.#store = store;
    this.#live = live;
  }

  /** The last one thrown away first. */
  list(): Promise<TrashedRun[]> {
    return this.#store.listTrash();
  }

  /**
   * Throws runs away, all or none.
   *
   * @returns the ids of those that were not in the trash yet
   * @throws ProblemError run.unknown, run.ambiguous, run.inTrash, run.trashActive
   */
  async put(refs: readonly string[]): Promise<string[]> {
    const ids = await this.#store.trashRuns(await this.#idsOf(refs));
    if (ids.length > 0) this.#live.storeChanged();
    return ids;
  }

  /** @throws ProblemError trash.unknown, run.ambiguous */
  async restore(refs: readonly string[]): Promise<Run[]> {
    const runs = await this.#store.restoreRuns(await this.#trashedIdsOf(refs));
    if (runs.length > 0) this.#live.storeChanged();
    return runs;
  }

  /** Bytes that deleting these runs of the trash would set free. */
  async space(refs: readonly string[]): Promise<number> {
    return this.#store.spaceOf(await this.#trashedIdsOf(refs));
  }

  /**
   * Deletes runs of the trash for good, one after the other, so that the store answers others in between; then gives the
   * space back to the disk. Ended in the middle, every run is either whole or gone. A run that is restored meanwhile
   * stays.
   *
   * @param refs everything in the trash, when left out
   * @throws ProblemError trash.unknown, run.ambiguous, store.unwritable
   */
  async empty(refs?: readonly string[]): Promise<Emptied> {
    const store = this.#store;
    const ids = refs ? await this.#trashedIdsOf(refs) : (await store.listTrash()).map(({ run }) => run.id);
    const before = await store.measureFile();
    let deleted = 0;
    try {
      for (const id of ids) if (await store.deleteTrashed(id)) deleted += 1;
      await this.#giveSpaceBack();
    } finally {
      if (deleted > 0) this.#live.storeChanged();
    }
    const after = await store.measureFile();
    return {
      deleted,
      bytes: Math.max(0, before.bytes - after.bytes),
      waiting: this.#isSpaceWaiting ? after.unused : 0,
    };
  }

  /** Gives back what had to wait, if anything had; called now and then. */
  async giveWaitingSpace(): Promise<void> {
    if (this.#isSpaceWaiting) await this.#giveSpaceBack();
  }

  async #giveSpaceBack(): Promise<void> {
    let answer = await this.#store.giveSpaceBack();
    while (answer === 'more') answer = await this.#store.giveSpaceBack();
    this.#isSpaceWaiting = answer === 'waits';
  }

  async #idsOf(refs: readonly string[]): Promise<string[]> {
    return Promise.all(refs.map(async (ref) => (await this.#store.findRun(ref)).id));
  }

  #trashedIdsOf(refs: readonly string[]): Promise<string[]> {
    return Promise.all(refs.map((ref) => this.#store.findTrashed(ref)));
  }
}
