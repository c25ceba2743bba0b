import type { Series } from '#shared/contract/runs.ts';
import { thinSeries } from '../charts/thin.ts';

/** Past this many points a live series is thinned to half of it. */
export const livePointLimit = 4000;

/** The points that have come live for one run, by series; bounded. */
export class LiveSeries {
  readonly #series = new Map<string, Series>();

  get keys(): string[] {
    return [...this.#series.keys()];
  }

  find(key: string): Series | undefined {
    return this.#series.get(key);
  }

  append(frames: Readonly<Record<string, Series>>): void {
    for (const [key, points] of Object.entries(frames))
      this.#series.set(key, joinPoints(this.#series.get(key) ?? { step: [], value: [] }, points));
  }
}

function joinPoints(series: Series, points: Series): Series {
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
