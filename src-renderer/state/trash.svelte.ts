import type { Emptied, TrashedRun } from '#shared/contract/trash.ts';
import type { Run } from '#shared/contract/runs.ts';
import type { Client } from '../client/client.ts';
import { formatBytes, formatCount } from '../i18n/number.ts';
import { m } from '../i18n/paraglide/messages.js';
import type { Notices } from './notices.ts';
import type { RunsState } from './runs.svelte.ts';

/** One throwing away that can be taken back, and the notice that offers to. */
interface Throw {
  key: number;
  ids: readonly string[];
  dismiss: () => void;
}

/** The trash of the store, and what the window does to it. Each of these says itself how it went. */
export class TrashState {
  /** The last one thrown away first. */
  list = $state.raw<TrashedRun[]>([]);
  /** False until the trash was read once. */
  loaded = $state(false);
  /** What can be undone, the last one last. */
  #thrown = $state.raw<readonly Throw[]>([]);
  #lastKey = 0;
  readonly #client: Client;
  readonly #runs: RunsState;
  readonly #notices: Notices;

  constructor(client: Client, runs: RunsState, notices: Notices) {
    this.#client = client;
    this.#runs = runs;
    this.#notices = notices;
  }

  get canUndo(): boolean {
    return this.#thrown.length > 0;
  }

  /** Reads what is in the trash now. */
  async read(): Promise<void> {
    this.list = await this.#client.trash.list();
    this.loaded = true;
  }

  /** Throws runs away at once; a notice offers to undo it. @returns whether it was done */
  async put(runs: readonly Run[]): Promise<boolean> {
    const ids = runs.map(({ id }) => id);
    const put = await this.#notices.guard(() => this.#client.trash.put({ runs: ids }));
    if (put === undefined || put.length === 0) return false;
    this.#runs.remove(put);
    const [first] = runs;
    const text =
      runs.length === 1 && first !== undefined
        ? m.trash_put_one({ name: first.name })
        : m.trash_put({ count: formatCount(put.length) });
    const key = (this.#lastKey += 1);
    const action = { label: m.action_undo(), act: () => void this.#undo(key) };
    this.#thrown = [...this.#thrown, { key, ids: put, dismiss: this.#notices.done(text, undefined, action) }];
    return true;
  }

  /** Takes out again what was thrown away last. */
  async undo(): Promise<void> {
    const last = this.#thrown.at(-1);
    if (last !== undefined) await this.#undo(last.key);
  }

  async restore(ids: readonly string[]): Promise<void> {
    const restored = await this.#notices.guard(() => this.#client.trash.restore({ runs: [...ids] }));
    if (restored === undefined) return;
    this.#forget(ids);
    for (const run of restored) this.#runs.add(run);
    this.#notices.done(sayRestored(restored));
  }

  /** Bytes that deleting these runs would set free. */
  space(ids: readonly string[]): Promise<number> {
    return this.#client.trash.space({ runs: [...ids] });
  }

  /** Deletes runs of the trash for good and says how much space that gave back. */
  async empty(ids: readonly string[]): Promise<void> {
    const end = this.#notices.working(m.trash_emptying({ count: formatCount(ids.length) }));
    const emptied = await this.#notices.guard(() => this.#client.trash.empty({ runs: [...ids] }));
    end();
    if (emptied === undefined) return;
    this.#forget(ids);
    this.#notices.done(sayEmptied(emptied), sayWaiting(emptied));
  }

  async #undo(key: number): Promise<void> {
    const thrown = this.#thrown.find((each) => each.key === key);
    if (thrown === undefined) return;
    thrown.dismiss();
    this.#thrown = this.#thrown.filter((each) => each.key !== key);
    await this.restore(thrown.ids);
  }

  /** What was restored or deleted cannot be undone any more. */
  #forget(ids: readonly string[]): void {
    const gone = new Set(ids);
    this.list = this.list.filter(({ run }) => !gone.has(run.id));
    const left = this.#thrown.map((each) => ({ ...each, ids: each.ids.filter((id) => !gone.has(id)) }));
    for (const { ids: remaining, dismiss } of left) if (remaining.length === 0) dismiss();
    this.#thrown = left.filter(({ ids: remaining }) => remaining.length > 0);
  }
}

function sayRestored(runs: readonly Run[]): string {
  const [first] = runs;
  return runs.length === 1 && first !== undefined
    ? m.trash_restored_one({ name: first.name })
    : m.trash_restored({ count: formatCount(runs.length) });
}

function sayEmptied({ deleted, bytes }: Emptied): string {
  const size = formatBytes(bytes);
  return deleted === 1
    ? m.trash_emptied_one({ size })
    : m.trash_emptied({ count: formatCount(deleted), size });
}

function sayWaiting({ waiting }: Emptied): string | undefined {
  return waiting === 0 ? undefined : m.trash_space_waiting({ size: formatBytes(waiting) });
}
