import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGenerator } from '#shared/core/random/generator.ts';
import { entry } from '#test/entry.ts';
import { KernelMemory } from './kernel-memory.ts';

interface Shape {
  rows: number;
  columns: number;
  depth: number;
  seed: number;
}

// 384 is the depth of one pass: shapes on both sides of it, and of tiles of 4 × 8.
const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 64 }),
  columns: fc.integer({ min: 1, max: 40 }),
  depth: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 380, max: 390 })),
  seed: fc.nat(1000),
});

function drawOperands({ rows, columns, depth, seed }: Shape) {
  const stream = createGenerator(seed).stream('operands');
  const draw = (count: number) => Float32Array.from({ length: count }, stream.normal);
  return { left: draw(rows * depth), right: draw(depth * columns), first: draw(columns) };
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  return values.map((_, i) => entry(values, (i % rows) * columns + Math.floor(i / rows)));
}

/** The left operand as rows or as columns in memory, the right one as columns' rows or as rows. */
type Layout = { leftInColumns: boolean; rightInRows: boolean };

function multiply(shape: Shape, layout: Layout): Float32Array {
  const { rows, columns, depth } = shape;
  const { left, right, first } = drawOperands(shape);
  const up = (value: number, step: number) => Math.ceil(value / step) * step;
  const memory = new KernelMemory();
  const { kernels } = memory;
  const leftPanels = memory.reserve(up(rows, 4) * depth);
  const rightPanels = memory.reserve(up(columns, 8) * depth);
  const edge = memory.reserve(32);
  const out = memory.reserve(rows * columns);
  if (layout.leftInColumns)
    kernels.packLeftColumns(
      memory.write(transpose(left, rows, depth)).at,
      4 * rows,
      rows,
      depth,
      leftPanels.at,
    );
  else kernels.packLeftRows(memory.write(left).at, rows, depth, leftPanels.at);
  if (layout.rightInRows)
    kernels.packRightRows(memory.write(transpose(right, depth, columns)).at, columns, depth, rightPanels.at);
  else kernels.packRightColumns(memory.write(right).at, columns, depth, rightPanels.at);
  const start = memory.write([...first, ...new Float32Array(up(columns, 8) - columns)]);
  const after = memory.write([1, 2, 3]);
  kernels.multiplyPanels(leftPanels.at, rightPanels.at, rows, columns, depth, start.at, out.at, edge.at);
  expect([...after.values]).toEqual([1, 2, 3]);
  return out.values;
}

/** Each sum in float32, one product after the other: the order that the kernels promise. */
function multiplyPlainly(shape: Shape): Float32Array {
  const { rows, columns, depth } = shape;
  const { left, right, first } = drawOperands(shape);
  return Float32Array.from({ length: rows * columns }, (_, at) => {
    const i = Math.floor(at / columns);
    const j = at % columns;
    let sum = entry(first, j);
    for (let p = 0; p < depth; p++)
      sum = Math.fround(sum + Math.fround(entry(left, i * depth + p) * entry(right, p * columns + j)));
    return sum;
  });
}

describe.each<Layout & { name: string }>([
  { name: 'A_prev Wᵀ', leftInColumns: false, rightInRows: true },
  { name: 'dZ W', leftInColumns: false, rightInRows: false },
  { name: 'dZᵀ A_prev', leftInColumns: true, rightInRows: false },
])('the product $name', (layout) => {
  it('is, to the last bit, the sum of the products in their order, for every ragged shape', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(multiply(shape, layout)).toEqual(multiplyPlainly(shape));
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('lies near the product in float64', () => {
    const shape = { rows: 37, columns: 29, depth: 800, seed: 5 };
    const { left, right, first } = drawOperands(shape);
    multiply(shape, layout).forEach((value, at) => {
      let sum = entry(first, at % 29);
      for (let p = 0; p < 800; p++)
        sum += entry(left, Math.floor(at / 29) * 800 + p) * entry(right, p * 29 + (at % 29));
      // Terms of size 1, 800 of them: a rounding each of a running sum below 100.
      expect(Math.abs(value - sum)).toBeLessThan(1e-3);
    });
  });
});
