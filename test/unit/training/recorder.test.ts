import { expect, test } from 'vitest';
import { Recorder } from '#main/training/recorder.ts';

const widths = (step: number) => ({ step, layer: 3, evaluation: 1 });

test('rows come back whole and in order, however many there were, and only once', () => {
  const recorder = new Recorder(widths(2), () => 0);
  for (let step = 1; step <= 1000; step += 1) recorder.add('step', step).set([step, -step]);
  recorder.add('evaluation', 1000)[0] = 0.5;
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

test('rows of a group that comes less often keep their own steps', () => {
  const recorder = new Recorder(widths(1), () => 0);
  for (let step = 1; step <= 5; step += 1) recorder.add('step', step)[0] = step;
  for (const step of [1, 5]) recorder.add('layer', step).fill(step);
  const [, layers] = recorder.take();
  expect(layers).toEqual({
    group: 'layer',
    steps: Int32Array.of(1, 5),
    values: Float32Array.of(1, 1, 1, 5, 5, 5),
  });
});

test('what was handed over is not overwritten by what comes after', () => {
  const recorder = new Recorder(widths(1), () => 0);
  recorder.add('step', 1)[0] = 1;
  const [handedOver] = recorder.take();
  recorder.add('step', 2)[0] = 2;
  expect(handedOver).toEqual({ group: 'step', steps: Int32Array.of(1), values: Float32Array.of(1) });
});

test('rows are due after 100 steps or 250 milliseconds', () => {
  let now = 0;
  const recorder = new Recorder(widths(1), () => now);
  for (let step = 1; step <= 99; step += 1) recorder.add('step', step);
  now = 249;
  expect(recorder.isDue()).toBe(false);
  recorder.add('step', 100);
  expect(recorder.isDue()).toBe(true);
  recorder.take();
  expect(recorder.isDue()).toBe(false);
  now = 499;
  expect(recorder.isDue()).toBe(true);
});
