import { describe, expect, it } from 'vitest';
import { drawNetwork } from '#renderer/views/design/network-drawing.ts';
import { scaleBlocks } from '#renderer/views/design/matrix-scale.ts';
import { nearestStop, unitStops } from '#renderer/views/design/unit-stops.ts';

describe('the picture of a network', () => {
  it('draws every unit and every edge of a small network', () => {
    const { columns, joints } = drawNetwork([2, 4, 1], [0, 100, 200], 160);
    expect(columns.map((column) => column.units.length)).toEqual([2, 4, 1]);
    expect(joints).toEqual([
      { l: 1, band: false },
      { l: 2, band: false },
    ]);
  });

  it('stands a band for the edges of a wide layer and a gap for its hidden units', () => {
    const { columns, joints } = drawNetwork([64, 32, 20], [0, 100, 200], 160);
    expect(joints.every((joint) => joint.band)).toBe(true);
    expect(columns.every((column) => column.gap !== null)).toBe(true);
  });

  it('keeps every unit inside the picture', () => {
    const { columns } = drawNetwork([1, 9, 400], [0, 100, 200], 128);
    const ys = columns.flatMap((column) => column.units.map((unit) => unit.y));
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(5);
    expect(Math.max(...ys)).toBeLessThanOrEqual(123);
  });
});

describe('the blocks of a product', () => {
  it('gives equal dimensions equal lengths and fits the room', () => {
    const shapes = [
      [32, 16],
      [16, 8],
      [32, 8],
    ] as const;
    const [W, A, Z] = scaleBlocks(shapes, 400, 100);
    expect(W?.width).toBe(A?.height);
    expect(W?.height).toBe(Z?.height);
    expect((W?.width ?? 0) + (A?.width ?? 0) + (Z?.width ?? 0)).toBeLessThanOrEqual(400);
  });

  it('shows that two dimensions differ', () => {
    const [W, A] = scaleBlocks(
      [
        [8, 30],
        [20, 8],
      ],
      400,
      100,
    );
    expect(W?.width).toBeGreaterThan(A?.height ?? Infinity);
  });

  it('keeps the tallest block within its height', () => {
    const sizes = scaleBlocks(
      [
        [1, 784],
        [784, 64],
      ],
      900,
      104,
    );
    expect(Math.max(...sizes.map(({ height }) => height))).toBeLessThanOrEqual(104);
  });
});

it('a hundred layers of a thousand units are drawn with few marks', () => {
  const n = [2, ...Array<number>(100).fill(1000), 1];
  const { columns, joints } = drawNetwork(
    n,
    n.map((_, l) => l * 12),
    200,
  );
  expect(joints.every(({ band, l }) => band || l === 101)).toBe(true);
  expect(columns.flatMap(({ units }) => units).length).toBeLessThan(2100);
});

it('finds the slider stop nearest to any width', () => {
  expect(unitStops[nearestStop(32)]).toBe(32);
  expect(unitStops[nearestStop(16_384)]).toBe(1024);
  expect([...unitStops].sort((a, b) => a - b)).toEqual([...unitStops]);
});

it('a residual is an arc from column to column that stays within the picture, above the units', () => {
  const xs = [50, 150, 250, 350];
  const { columns, residuals } = drawNetwork([2, 64, 4, 64], xs, 120, [{ from: 1, to: 3 }]);
  expect(residuals.map(({ from, to }) => [from, to])).toEqual([[1, 3]]);
  const points = residuals[0]?.curve ?? [];
  expect(points.map(({ x }) => x)).toEqual([150, 150, 350, 350]);
  for (const { y } of points) expect(y).toBeGreaterThanOrEqual(0);
  const highest = Math.min(...columns.flatMap(({ units }) => units.map((unit) => unit.y)));
  expect(Math.max(...points.map(({ y }) => y))).toBeLessThan(highest);
  for (const { units } of columns) for (const { y } of units) expect(y).toBeLessThanOrEqual(120);
});

it('a network without residuals is drawn over the whole height', () => {
  const plain = drawNetwork([64, 64], [50, 150], 120);
  const same = drawNetwork([64, 64], [50, 150], 120, []);
  expect(plain).toEqual(same);
  expect(plain.residuals).toEqual([]);
});
