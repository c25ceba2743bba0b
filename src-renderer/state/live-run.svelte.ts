import type { Progress } from '#shared/contract/events.ts';
import type { Series } from '#shared/contract/runs.ts';
import { LiveSeries } from './live-series.ts';

type Schedule = (draw: () => void) => void;

const nextFrame: Schedule = (draw) => {
  requestAnimationFrame(draw);
};

/** What a run has sent since the window began to listen: its progress, and the newest points of its series. */
export class LiveRun {
  progress = $state.raw<Progress | null>(null);
  #version = $state(0);
  readonly #points = new LiveSeries();
  readonly #schedule: Schedule;
  #waiting: Progress | null = null;

  /** @param schedule when readers are told of new points; the next animation frame unless given */
  constructor(schedule: Schedule = nextFrame) {
    this.#schedule = schedule;
  }

  /** Takes new points. However many frames come, readers are told once per animation frame. */
  append(progress: Progress, frames: Readonly<Record<string, Series>>): void {
    this.#points.append(frames);
    const idle = this.#waiting === null;
    this.#waiting = progress;
    if (!idle) return;
    this.#schedule(() => {
      this.progress = this.#waiting;
      this.#waiting = null;
      this.#version += 1;
    });
  }

  /** The points of one series so far, a new object after every change; undefined before the first. */
  series(key: string): Series | undefined {
    void this.#version;
    const series = this.#points.find(key);
    return series === undefined ? undefined : { step: series.step, value: series.value };
  }

  get keys(): string[] {
    void this.#version;
    return this.#points.keys;
  }
}
