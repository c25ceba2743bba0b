import { expect, test } from 'vitest';
import { Recorder } from '#main/training/recorder.ts';

test('rows come back whole and in order, however many there were, and only once', () => {
  const recorder = new Recorder(2, 1, () => 0);
  for (let step = 1; step <= 1000; step += 1) recorder.addStep(step).set([step, -step]);
  recorder.addEvaluation(1000)[0] = 0.5;
  const [steps, evaluations] = recorder.take();
  expect(steps?.group).toBe('step');
  expect(Array.from(steps?.steps ?? [])).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  expect(steps?.values.length).toBe(2000);
  expect(Array.from(steps?.values.slice(-2) ?? [])).toEqual([1000, -1000]);
  expect(evaluations).toEqual({
    group: 'evaluation',
    steps: Int32Array.of(1000),
    values: Float32Array.of(0.5),
  });
  expect(recorder.take()).toEqual([]);
});

test('what was handed over is not overwritten by what comes after', () => {
  const recorder = new Recorder(1, 1, () => 0);
  recorder.addStep(1)[0] = 1;
  const [handedOver] = recorder.take();
  recorder.addStep(2)[0] = 2;
  expect(handedOver).toEqual({ group: 'step', steps: Int32Array.of(1), values: Float32Array.of(1) });
});

test('rows are due after 100 steps or 250 milliseconds', () => {
  let now = 0;
  const recorder = new Recorder(1, 1, () => now);
  for (let step = 1; step <= 99; step += 1) recorder.addStep(step);
  now = 249;
  expect(recorder.isDue()).toBe(false);
  recorder.addStep(100);
  expect(recorder.isDue()).toBe(true);
  recorder.take();
  expect(recorder.isDue()).toBe(false);
  now = 499;
  expect(recorder.isDue()).toBe(true);
});
