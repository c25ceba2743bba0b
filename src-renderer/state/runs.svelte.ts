import type { AppEvent } from '#shared/contract/events.ts';
import { activeStatuses, type Run, type Series, type StartRun } from '#shared/contract/runs.ts';
import { mergeSeries } from '../charts/merge-series.ts';
import type { Client } from '../client/client.ts';
import { LiveRun } from './live-run.svelte.ts';

/** Points asked for per stored series: about two per pixel of the widest chart. */
const storedPoints = 2000;
/** The contract takes at most 500 keys in a call. */
const keysPerCall = 400;
const longestWait = 5000;
/** Runs whose stored series are kept in memory; the one read longest ago goes first. */
const cachedRuns = 600;

/** Every run of the store, kept up to date by the services' events, and what the window does to runs. */
export class RunsState {
  /** Newest first. */
  list = $state.raw<Run[]>([]);
  /** False until the first list has come. */
  loaded = $state(false);
  connection = $state<'connecting' | 'open' | 'lost'>('connecting');
  #storedVersion = $state(0);
  readonly #client: Client;
  readonly #live = new Map<string, LiveRun>();
  readonly #stored = new Map<string, Map<string, Series>>();
  #changedWhileListing: Set<string> | null = null;
  #stop: AbortController | null = null;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Listens for events and reads the list, again after every lost connection. @returns what ends it */
  start(): () => void {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    void this.#listen(stop.signal);
    return () => stop.abort();
  }

  /** Runs that have not ended, newest first. */
  get active(): Run[] {
    return this.list.filter((run) => activeStatuses.includes(run.status));
  }

  find(id: string | null | undefined): Run | undefined {
    return this.list.find((run) => run.id === id);
  }

  /** What has come in live for a run; undefined where nothing has. */
  live(id: string): LiveRun | undefined {
    // Read so that a reader is told when the first frame of a run makes its LiveRun.
    void this.#storedVersion;
    return this.#live.get(id);
  }

  startRun(start: StartRun): Promise<Run> {
    return this.#change(this.#client.runs.start(start));
  }

  // Pausing, resuming and stopping take effect at the run's next step: its event says when, not the answer.
  async pause(run: string): Promise<void> {
    await this.#client.runs.pause({ run });
  }

  async resume(run: string): Promise<void> {
    await this.#client.runs.resume({ run });
  }

  async stop(run: string): Promise<void> {
    await this.#client.runs.stop({ run });
  }

  rename(run: string, name: string): Promise<Run> {
    return this.#change(this.#client.runs.rename({ run, name }));
  }

  /**
   * Stored series merged with live points; keys that have no point yet are absent. What is stored comes in
   * through `loadSeries`, which an effect calls beside this.
   */
  seriesOf(id: string, keys: readonly string[]): Record<string, Series> {
    void this.#storedVersion;
    const stored = this.#stored.get(id);
    const live = this.#live.get(id);
    const found: Record<string, Series> = {};
    for (const key of keys) {
      const series = mergeSeries(stored?.get(key), live?.series(key));
      if (series.step.length > 0) found[key] = series;
    }
    return found;
  }

  /** Reads stored series once; keys that the run has not recorded are left out. */
  async loadSeries(id: string, keys: readonly string[]): Promise<void> {
    const stored = this.#stored.get(id) ?? new Map<string, Series>();
    const wanted = keys.filter((key) => !stored.has(key));
    if (wanted.length === 0) return;
    this.#stored.delete(id);
    this.#stored.set(id, stored);
    for (const key of wanted) stored.set(key, { step: [], value: [] });
    this.#forgetOldest();
    try {
      const recorded = new Set(await this.#client.runs.seriesKeys({ run: id }));
      const known = wanted.filter((key) => recorded.has(key));
      if (known.length === 0) {
        this.#forget(id, wanted);
        return;
      }
      for (let from = 0; from < known.length; from += keysPerCall) {
        const some = known.slice(from, from + keysPerCall);
        const series = await this.#client.runs.series({ run: id, keys: some, maxPoints: storedPoints });
        for (const [key, points] of Object.entries(series)) stored.set(key, points);
      }
      this.#forget(
        id,
        wanted.filter((key) => !recorded.has(key)),
      );
      this.#storedVersion += 1;
    } catch (error) {
      this.#forget(id, wanted);
      throw error;
    }
  }

  /** Frees keys to be asked for again: a series may begin to be recorded later. */
  #forget(id: string, keys: readonly string[]): void {
    for (const key of keys) this.#stored.get(id)?.delete(key);
  }

  #forgetOldest(): void {
    const oldest = this.#stored.keys().next().value;
    if (this.#stored.size > cachedRuns && oldest !== undefined) this.#stored.delete(oldest);
  }

  async #listen(signal: AbortSignal): Promise<void> {
    let wait = 250;
    while (!signal.aborted) {
      try {
        const events = await this.#client.events.live(undefined, { signal });
        await this.#readList();
        this.connection = 'open';
        wait = 250;
        for await (const event of events) this.#take(event);
      } catch {
        // Whatever broke the connection, the answer is the same: say so and try again.
      }
      if (signal.aborted) return;
      this.connection = 'lost';
      await pause(wait, signal);
      wait = Math.min(wait * 2, longestWait);
    }
  }

  async #readList(): Promise<void> {
    const changed = new Set<string>();
    this.#changedWhileListing = changed;
    try {
      const list = await this.#client.runs.list();
      // A run that changed meanwhile is newer here than in the answer.
      const newer = new Map(this.list.filter((run) => changed.has(run.id)).map((run) => [run.id, run]));
      const made = [...newer.values()].filter((run) => !list.some((known) => known.id === run.id));
      this.list = [...made, ...list.map((run) => newer.get(run.id) ?? run)];
      this.loaded = true;
      this.#stored.clear();
      this.#storedVersion += 1;
    } finally {
      this.#changedWhileListing = null;
    }
  }

  #take(event: AppEvent): void {
    if (event.type === 'run') this.#put(event.run);
    else if (event.type === 'frames') this.#appendFrames(event);
    else void this.#readList().catch(() => undefined);
  }

  #appendFrames(event: Extract<AppEvent, { type: 'frames' }>): void {
    let live = this.#live.get(event.run);
    if (live === undefined) {
      live = new LiveRun();
      this.#live.set(event.run, live);
      this.#storedVersion += 1;
    }
    live.append(event.progress, event.series);
  }

  #put(run: Run): void {
    this.#changedWhileListing?.add(run.id);
    const index = this.list.findIndex((known) => known.id === run.id);
    const before = this.list[index];
    this.list =
      before === undefined
        ? [run, ...this.list].sort((a, b) => b.createdAt - a.createdAt)
        : this.list.with(index, run);
    if (before !== undefined && isActive(before) && !isActive(run)) this.#settle(run.id);
  }

  /** A run has ended: the store now has every point, the dashboard perhaps not. */
  #settle(id: string): void {
    const keys = this.#live.get(id)?.keys ?? [];
    this.#stored.delete(id);
    void this.loadSeries(id, keys).then(
      () => {
        this.#live.delete(id);
        this.#storedVersion += 1;
      },
      () => undefined,
    );
  }

  async #change(call: Promise<Run>): Promise<Run> {
    const run = await call;
    this.#put(run);
    return run;
  }
}

function isActive(run: Run): boolean {
  return activeStatuses.includes(run.status);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
