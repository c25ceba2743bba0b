import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TileName } from '#shared/core/engine/engine.ts';
import { tileCodes, tileNames } from '#shared/core/engine/wasm/codes.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { entry } from '#test/entry.ts';
import { KernelMemory } from './kernel-memory.ts';

interface Shape {
  rows: number;
  columns: number;
  depth: number;
  seed: number;
}

// 256 is the depth of one pass, 64 the rows of a block: shapes on both sides of them, and of tiles of 4 × 8 and 16.
const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 64 }),
  columns: fc.integer({ min: 1, max: 40 }),
  depth: fc.oneof(
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 252, max: 260 }),
    fc.integer({ min: 510, max: 516 }),
  ),
  seed: fc.nat(1000),
});

const memory = new KernelMemory(2 ** 20);
const up = (value: number, step: number) => Math.ceil(value / step) * step;

function drawOperands({ rows, columns, depth, seed }: Shape) {
  const stream = createGenerator(seed).stream('operands');
  const draw = (count: number) => Float32Array.from({ length: count }, stream.normal);
  return { left: draw(rows * depth), right: draw(depth * columns), first: draw(columns) };
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  return values.map((_, i) => entry(values, (i % rows) * columns + Math.floor(i / rows)));
}

/** The left operand as rows or as columns in memory, the right one as columns' rows or as rows. */
interface Layout {
  leftInColumns: boolean;
  rightInRows: boolean;
}

/** Where the right panels are cut apart to be packed by different threads, in multiples of 16 columns. */
type Cuts = readonly number[];

function multiply(shape: Shape, layout: Layout, tile: TileName, cuts: Cuts = []): Float32Array {
  const { rows, columns, depth } = shape;
  const { left, right, first } = drawOperands(shape);
  memory.clear();
  const { kernels } = memory;
  const code = tileCodes[tile];
  const panels = memory.reserve(up(columns, 8) * depth);
  const afterPanels = memory.write([4, 5, 6]);
  const edge = memory.reserve(64);
  const out = memory.reserve(rows * columns);
  const after = memory.write([1, 2, 3]);
  const source = memory.write(layout.rightInRows ? transpose(right, depth, columns) : right);
  const pack = layout.rightInRows ? kernels.packRightRows : kernels.packRightColumns;
  const ends = [0, ...cuts.filter((cut) => cut < columns), columns];
  // The last part first: no part waits for another.
  for (let part = ends.length - 2; part >= 0; part--)
    pack(code, source.at, columns, depth, entry(ends, part), entry(ends, part + 1), panels.at);
  const start = memory.write([...first, ...new Float32Array(up(columns, 16) - columns)]);
  if (layout.leftInColumns) {
    const leftPanels = memory.reserve(up(rows, 4) * depth);
    const columnsOfLeft = memory.write(transpose(left, rows, depth));
    kernels.packLeftColumns(columnsOfLeft.at, 4 * rows, rows, depth, leftPanels.at);
    kernels.multiplyPanels(code, leftPanels.at, panels.at, rows, columns, depth, start.at, out.at, edge.at);
  } else {
    const rowsOfLeft = memory.write(left);
    kernels.multiplyRows(code, rowsOfLeft.at, panels.at, rows, columns, depth, start.at, out.at, edge.at);
  }
  expect([...afterPanels.values, ...after.values]).toEqual([4, 5, 6, 1, 2, 3]);
  return out.values.slice();
}

/** Each sum in float32, one product after the other: the order that the kernels promise. */
function multiplyPlainly(shape: Shape): Float32Array {
  const { rows, columns, depth } = shape;
  const { left, right, first } = drawOperands(shape);
  const out = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      let sum = first[j] ?? NaN;
      for (let p = 0; p < depth; p++)
        sum = Math.fround(sum + Math.fround((left[i * depth + p] ?? NaN) * (right[p * columns + j] ?? NaN)));
      out[i * columns + j] = sum;
    }
  return out;
}

const layouts: (Layout & { name: string })[] = [
  { name: 'A_prev Wᵀ', leftInColumns: false, rightInRows: true },
  { name: 'dV W', leftInColumns: false, rightInRows: false },
  { name: 'dVᵀ A_prev', leftInColumns: true, rightInRows: false },
];

describe.each(layouts)('the product $name', (layout) => {
  it('is, to the last bit and with every tile, the sum of the products in their order, for every ragged shape', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const plain = multiplyPlainly(shape);
        for (const tile of tileNames) expect(multiply(shape, layout, tile), tile).toEqual(plain);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('is the same when its panels are packed in parts', () => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(...tileNames), fc.subarray([16, 32]), (shape, tile, cuts) => {
        expect(multiply(shape, layout, tile, cuts)).toEqual(multiply(shape, layout, tile));
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it('lies near the product in float64', () => {
    const shape = { rows: 37, columns: 29, depth: 800, seed: 5 };
    const { left, right, first } = drawOperands(shape);
    multiply(shape, layout, '4x8').forEach((value, at) => {
      let sum = entry(first, at % 29);
      for (let p = 0; p < 800; p++)
        sum += entry(left, Math.floor(at / 29) * 800 + p) * entry(right, p * 29 + (at % 29));
      // Terms of size 1, 800 of them: a rounding each of a running sum below 100.
      expect(Math.abs(value - sum)).toBeLessThan(1e-3);
    });
  });
});
