import { setTimeout } from 'node:timers/promises';
import type { AppEvent, Progress } from '#shared/contract/events.ts';
import type { Options } from '#shared/contract/options.ts';
import type { Queue } from '#shared/contract/queue.ts';
import type { Run, Series } from '#shared/contract/runs.ts';
import { thinSeries } from '#shared/core/inspect/thin-series.ts';

/** The least time between two deliveries to one dashboard, in milliseconds. */
const deliveryGap = 60;
/** The most points of a series that wait for one dashboard. */
const waitingMost = 2000;

/**
 * Passes what happens to whoever watches. A slow watcher gets the newest state of each run and thinned frames:
 * its memory stays bounded and training never waits for it.
 */
export class Live {
  readonly #watchers = new Set<Watcher>();

  runChanged(run: Run): void {
    for (const watcher of this.#watchers) watcher.addRun(run);
  }

  frames(run: string, progress: Progress, series: Record<string, Series>): void {
    for (const watcher of this.#watchers) watcher.addFrames(run, progress, series);
  }

  queueChanged(queue: Queue): void {
    for (const watcher of this.#watchers) watcher.addState('queue', { type: 'queue', queue });
  }

  optionsChanged(options: Options): void {
    for (const watcher of this.#watchers) watcher.addState('options', { type: 'options', options });
  }

  storeChanged(): void {
    for (const watcher of this.#watchers) watcher.addState('store', { type: 'storeChanged' });
  }

  bundleOffered(): void {
    for (const watcher of this.#watchers) watcher.addState('offer', { type: 'bundleOffered' });
  }

  /** Events from now on, until the signal aborts. */
  async *watch(signal?: AbortSignal): AsyncGenerator<AppEvent> {
    const watcher = new Watcher();
    this.#watchers.add(watcher);
    const abort = () => watcher.close();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      while (!signal?.aborted) {
        await watcher.filled();
        yield* watcher.take();
        await setTimeout(deliveryGap, undefined, { ref: false });
      }
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#watchers.delete(watcher);
    }
  }
}

type Frames = Extract<AppEvent, { type: 'frames' }>;

/** What waits for one dashboard. */
class Watcher {
  readonly #runs = new Map<string, Run>();
  readonly #frames = new Map<string, Frames>();
  /** What there is one of, by kind: the newest takes the place of the one before. */
  readonly #states = new Map<'queue' | 'options' | 'store' | 'offer', AppEvent>();
  #wake: (() => void) | null = null;
  #closed = false;

  addRun(run: Run): void {
    this.#runs.set(run.id, run);
    this.#wake?.();
  }

  addFrames(run: string, progress: Progress, series: Record<string, Series>): void {
    const waiting = this.#frames.get(run);
    const merged = mergeSeries(waiting?.series ?? {}, series);
    this.#frames.set(run, { type: 'frames', run, progress, series: merged });
    this.#wake?.();
  }

  addState(kind: 'queue' | 'options' | 'store' | 'offer', event: AppEvent): void {
    this.#states.set(kind, event);
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async filled(): Promise<void> {
    while (!this.#closed && this.#runs.size + this.#frames.size + this.#states.size === 0)
      await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#wake = null;
  }

  /** Frames before run changes, so that a run's last points arrive before its end. */
  take(): AppEvent[] {
    const events: AppEvent[] = [
      ...this.#frames.values(),
      ...[...this.#runs.values()].map((run): AppEvent => ({ type: 'run', run })),
      ...this.#states.values(),
    ];
    this.#frames.clear();
    this.#runs.clear();
    this.#states.clear();
    return events;
  }
}

function mergeSeries(waiting: Record<string, Series>, added: Record<string, Series>): Record<string, Series> {
  const merged = { ...waiting };
  for (const [key, points] of Object.entries(added)) {
    const before = merged[key];
    if (before === undefined) {
      merged[key] = points;
      continue;
    }
    const step = [...before.step, ...points.step];
    const value = [...before.value, ...points.value];
    merged[key] = step.length > waitingMost ? thinSeries({ step, value }, waitingMost / 2) : { step, value };
  }
  return merged;
}
