import { expect, test } from 'vitest';
import { Pace } from '#main/training/pace.ts';

test('quick steps are taken in ever larger numbers, up to the most', () => {
  const pace = new Pace(6);
  const seen = [1, 2, 3, 4].map(() => {
    pace.note(pace.steps, 0.1);
    return pace.steps;
  });
  expect(seen).toEqual([2, 4, 6, 6]);
});

test('slow ones are taken in smaller numbers, one at the least', () => {
  const pace = new Pace(8);
  for (let i = 0; i < 3; i += 1) pace.note(pace.steps, 0.1);
  pace.note(8, 9);
  expect(pace.steps).toBe(4);
  for (let i = 0; i < 5; i += 1) pace.note(pace.steps, 9);
  expect(pace.steps).toBe(1);
});

test("an epoch's end, where fewer are left, says nothing about how many could be taken", () => {
  const pace = new Pace(8);
  pace.note(1, 0.1);
  pace.note(1, 0.1);
  expect(pace.steps).toBe(2);
});
