import { expect, test } from 'vitest';
import { timeOfStep } from '#shared/core/engine/wasm-engine.ts';
import { CheckpointPlan, keyframeInterval } from '#main/training/checkpoint-plan.ts';
import { makeJob } from './small-training.ts';

const { spec, batchSize } = makeJob();
const never = { everySteps: null, everySeconds: Infinity };

test('a long training has 64 keyframes at even distances', () => {
  expect(keyframeInterval(spec, { batchSize, totalSteps: 640_000_000, bytes: 1000 })).toBe(10_000_000);
});

test('keyframes of a large network are fewer, so that they take 64 MiB together', () => {
  const totalSteps = 640_000_000;
  expect(keyframeInterval(spec, { batchSize, totalSteps, bytes: 8 * 2 ** 20 })).toBe(totalSteps / 8);
  expect(keyframeInterval(spec, { batchSize, totalSteps, bytes: 2 ** 30 })).toBe(totalSteps / 2);
});

test('keyframes lie no closer than a quarter of a second of training', () => {
  const interval = keyframeInterval(spec, { batchSize, totalSteps: 100, bytes: 1000 });
  expect(interval * timeOfStep(spec, batchSize)).toBeGreaterThanOrEqual(0.25e9);
});

test('a keyframe is due at every multiple of the interval, and no crossing goes beyond it', () => {
  const plan = new CheckpointPlan(never, 10, () => 0);
  expect([1, 7, 9, 10, 11].map((step) => plan.stepsLeft(step))).toEqual([9, 3, 1, 10, 9]);
  expect([9, 10, 11, 20].map((step) => plan.take(step))).toEqual([null, 'keyframe', null, 'keyframe']);
});

test('a recovery is due after so many steps, or so many seconds without any checkpoint', () => {
  let now = 0;
  const plan = new CheckpointPlan({ everySteps: 4, everySeconds: 2 }, 1000, () => now);
  expect(plan.stepsLeft(6)).toBe(2);
  expect([3, 4, 5].map((step) => plan.take(step))).toEqual([null, 'recovery', null]);
  now = 1999;
  expect(plan.take(6)).toBeNull();
  now = 2000;
  expect([6, 7].map((step) => plan.take(step))).toEqual(['recovery', null]);
});
