import { describe, expect, it } from 'vitest';
import { zeroContour } from '#renderer/charts/contour.ts';
import { boundaryFields, paintClasses, type Channels } from '#renderer/charts/decision-field.ts';

const surface = (outputs: number, values: number[], resolution = 2) => ({
  step: 1,
  x: [0, 1] as [number, number],
  y: [0, 1] as [number, number],
  resolution,
  outputs,
  values,
  cost: null,
});
const blue: Channels = [0, 0, 255];
const red: Channels = [255, 0, 0];
const white: Channels = [255, 255, 255];

describe('the boundary of a decision surface', () => {
  it('lies where the probability is a half, interpolated within a cell', () => {
    const [field] = boundaryFields(surface(1, [0, 1, 0, 1]));
    expect(zeroContour(field ?? [], 2)).toEqual([[0.5, 0, 0.5, 1]]);
    const [skewed] = boundaryFields(surface(1, [0.25, 1, 0.25, 1]));
    expect(zeroContour(skewed ?? [], 2)[0]?.[0]).toBeCloseTo(1 / 3);
  });

  it('does not exist where one class has the whole plane', () => {
    const [field] = boundaryFields(surface(1, [0.6, 0.9, 0.7, 0.8]));
    expect(zeroContour(field ?? [], 2)).toEqual([]);
  });

  it('separates each class from the best of the others', () => {
    const values = [1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0];
    const [first, second, third] = boundaryFields(surface(3, values));
    expect([...(first ?? [])]).toEqual([1, -1, 1, -1]);
    expect([...(second ?? [])]).toEqual([-1, 1, -1, 1]);
    expect([...(third ?? [])].every((value) => value < 0)).toBe(true);
  });

  it('joins a saddle so that the middle decides which corners belong together', () => {
    expect(zeroContour([1, -1, -1, 1], 2)).toHaveLength(2);
  });
});

describe('the picture of a decision surface', () => {
  it('has the highest y in its first row and each class in its own colour', () => {
    const pixels = paintClasses(surface(1, [0, 0, 1, 1]), [blue, red], white, 2);
    const at = (pixel: number) => [...pixels.slice(pixel * 4, pixel * 4 + 3)];
    const [top, bottom] = [at(0), at(2)];
    expect(top[0]).toBeGreaterThan(top[2] ?? 255);
    expect(bottom[2]).toBeGreaterThan(bottom[0] ?? 255);
  });

  it('is pale where the network is unsure', () => {
    const paleness = (p: number) => paintClasses(surface(1, [p, p, p, p]), [blue, red], white, 2)[1] ?? 0;
    expect(paleness(0.5)).toBeGreaterThan(paleness(0.8));
    expect(paleness(0.8)).toBeGreaterThan(paleness(0.99));
  });
});
