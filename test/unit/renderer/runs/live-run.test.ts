import { describe, expect, it } from 'vitest';
import type { Progress } from '#shared/contract/events.ts';
import { LiveRun } from '#renderer/state/live-run.svelte.ts';
import { livePointLimit } from '#renderer/state/live-series.ts';

const progress = (step: number): Progress => ({
  epoch: 1,
  step,
  totalSteps: 100,
  stepsPerSecond: 10,
  secondsLeft: 9,
});
const steps = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('a live run', () => {
  it('appends points in the order they come and tells readers once per frame', () => {
    const draws: (() => void)[] = [];
    const live = new LiveRun((draw) => draws.push(draw));
    live.append(progress(1), { 'batch.loss': { step: [1], value: [0.7] } });
    live.append(progress(2), { 'batch.loss': { step: [2], value: [null] } });
    expect(draws).toHaveLength(1);
    expect(live.progress).toBeNull();
    draws[0]?.();
    expect(live.progress?.step).toBe(2);
    expect(live.series('batch.loss')).toEqual({ step: [1, 2], value: [0.7, null] });
    live.append(progress(3), {});
    expect(draws).toHaveLength(2);
  });

  it('knows no series before its first point', () => {
    expect(new LiveRun(() => undefined).series('dev.loss')).toBeUndefined();
  });

  it('replaces the steps that a resumed run repeats', () => {
    const live = new LiveRun((draw) => draw());
    live.append(progress(4), { 'batch.loss': { step: [1, 2, 3, 4], value: [1, 2, 3, 4] } });
    live.append(progress(3), { 'batch.loss': { step: [3, 5], value: [30, 50] } });
    expect(live.series('batch.loss')).toEqual({ step: [1, 2, 3, 5], value: [1, 2, 30, 50] });
  });

  it('stays bounded and never loses a spike', () => {
    const live = new LiveRun((draw) => draw());
    for (let from = 1; from < 40_000; from += 500) {
      const step = steps(from, from + 499);
      live.append(progress(from), {
        'batch.loss': { step, value: step.map((at) => (at === 777 ? 99 : at % 7)) },
      });
    }
    const series = live.series('batch.loss');
    expect(series?.step.length).toBeLessThanOrEqual(livePointLimit);
    expect(series?.value[series.step.indexOf(777)]).toBe(99);
    expect(series?.step.at(-1)).toBe(40_000);
  });
});
