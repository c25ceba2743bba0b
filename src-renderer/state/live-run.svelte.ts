import type { Progress } from '#shared/contract/events.ts';
import type { Series } from '#shared/contract/runs.ts';
import { thinSeries } from '../charts/thin.ts';

/** Past this many points a live series is thinned to half of it. */
export const livePointLimit = 4000;

type Schedule = (draw: () => void) => void;

const nextFrame: Schedule = (draw) => {
  requestAnimationFrame(draw);
};

/** What a run has sent since the window began to listen: its progress, and the newest points of its series. */
export class LiveRun {
  progress = $state.raw<Progress | null>(null);
  #version = $state(0);
  readonly #series = new Map<string, Series>();
  readonly #schedule: Schedule;
  #waiting: Progress | null = null;

  /** @param schedule when readers are told of new points; the next animation frame unless given */
  constructor(schedule: Schedule = nextFrame) {
    this.#schedule = schedule;
  }

  /** Takes new points. However many frames come, readers are told once per animation frame. */
  append(progress: Progress, frames: Readonly<Record<string, Series>>): void {
    for (const [key, points] of Object.entries(frames)) {
      const series = this.#series.get(key) ?? { step: [], value: [] };
      this.#series.set(key, appendPoints(series, points));
    }
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
    const series = this.#series.get(key);
    return series === undefined ? undefined : { step: series.step, value: series.value };
  }

  get keys(): string[] {
    void this.#version;
    return [...this.#series.keys()];
  }
}

function appendPoints(series: Series, points: Series): Series {
  // A resumed run repeats the steps after its checkpoint; the repeated ones replace what was there.
  const restart = points.step[0] ?? Infinity;
  while ((series.step.at(-1) ?? -Infinity) >= restart) {
    series.step.pop();
    series.value.pop();
  }
  for (let index = 0; index < points.step.length; index += 1) {
    series.step.push(points.step[index] ?? 0);
    series.value.push(points.value[index] ?? null);
  }
  return series.step.length > livePointLimit ? thinSeries(series, livePointLimit / 2) : series;
}
