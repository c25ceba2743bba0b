import { describe, expect, it } from 'vitest';
import { clampStep, framesAhead, stepByKey } from '#renderer/views/time/steps.ts';

const span = { first: 10, last: 100, perEpoch: 14 };
const press = (key: string, at: number, shiftKey = false) =>
  stepByKey({ key, shiftKey }, at, span, [10, 40, 70]);

describe('the keys of the scrubber', () => {
  it('move one step, one epoch, or to an end, and never past it', () => {
    expect(press('ArrowRight', 50)).toBe(51);
    expect(press('ArrowLeft', 50)).toBe(49);
    expect(press('PageUp', 50)).toBe(64);
    expect(press('PageDown', 50)).toBe(36);
    expect(press('Home', 50)).toBe(10);
    expect(press('End', 50)).toBe(100);
    expect(press('PageUp', 95)).toBe(100);
    expect(press('ArrowLeft', 10)).toBe(10);
  });

  it('go to the next kept checkpoint with Shift, and past the last of them to the end', () => {
    expect(press('ArrowRight', 50, true)).toBe(70);
    expect(press('ArrowLeft', 40, true)).toBe(10);
    expect(press('ArrowRight', 70, true)).toBe(100);
  });

  it('leave other keys to whom they belong', () => {
    expect(press('Tab', 50)).toBeNull();
  });
});

it('a step that is not one of the run becomes the nearest that is', () => {
  expect([3, 10.6, 200].map((step) => clampStep(step, span))).toEqual([10, 11, 100]);
});

describe('the frames of a play', () => {
  it('are evenly spread, rise, and end with the last step', () => {
    const frames = framesAhead(0, { first: 0, last: 6000, perEpoch: 10 }, 60);
    expect(frames).toHaveLength(60);
    expect(frames.at(0)).toBe(100);
    expect(frames.at(-1)).toBe(6000);
    expect(frames.every((step, index) => step > (frames[index - 1] ?? 0))).toBe(true);
  });

  it('are single steps where the run is short, and none where nothing lies ahead', () => {
    expect(framesAhead(97, span, 60)).toEqual([98, 99, 100]);
    expect(framesAhead(100, span, 60)).toEqual([]);
  });
});
