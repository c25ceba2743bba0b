import { expect, it } from 'vitest';
import { asShares } from '#renderer/views/shared/score-surface.ts';

const surface = (outputs: number, values: number[]) => ({
  step: 1,
  x: [0, 1] as [number, number],
  y: [0, 1] as [number, number],
  resolution: 2,
  outputs,
  values,
  cost: null,
});

it('one hinge score of 0 is a half, and a higher score is always a higher share', () => {
  const shares = asShares(surface(1, [-30, -1, 0, 1, 3]), 'hinge')?.values ?? [];
  expect(shares[2]).toBe(0.5);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
});

it('several hinge scores become shares of 1 for each point, however large, and the highest stays so', () => {
  const shares = asShares(surface(3, [1, 2, 0, 900, -900, 899]), 'hinge')?.values ?? [];
  for (const start of [0, 3])
    expect(shares.slice(start, start + 3).reduce((sum, share) => sum + share)).toBeCloseTo(1);
  expect(shares.indexOf(Math.max(...shares.slice(0, 3)))).toBe(1);
  expect(shares[3]).toBeGreaterThan(shares[5] ?? 1);
});

it('shares of other losses, and no surface at all, stay as they are', () => {
  const known = surface(1, [0.1, 0.9]);
  expect(asShares(known, 'binaryCrossEntropy')).toBe(known);
  expect(asShares(null, 'hinge')).toBeNull();
});
