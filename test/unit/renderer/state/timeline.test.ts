import { expect, it } from 'vitest';
import { mostSteps, record, startTimeline, stepBack, stepForward } from '#renderer/state/timeline.ts';

it('keeps a bounded number of steps, the newest ones', () => {
  let timeline = startTimeline(0);
  for (let value = 1; value <= mostSteps + 50; value += 1) timeline = record(timeline, value, null, value);
  expect(timeline.past).toHaveLength(mostSteps);
  expect(timeline.past[0]).toBe(50);
});

it('stays where it is at either end', () => {
  const timeline = startTimeline('only');
  expect(stepBack(timeline)).toBe(timeline);
  expect(stepForward(timeline)).toBe(timeline);
});

it('does not join a change to one that was undone', () => {
  let timeline = record(startTimeline('a'), 'b', 'slider', 0);
  timeline = stepForward(stepBack(timeline));
  timeline = record(timeline, 'c', 'slider', 1);
  expect(timeline.past).toEqual(['a', 'b']);
});
