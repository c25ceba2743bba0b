import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHybrid } from '#main/formats/parquet/hybrid.ts';

const viewOf = (bytes: readonly number[]) => new DataView(Uint8Array.from(bytes).buffer);

/** A number in groups of seven bits, the lowest first. */
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];

/** Values as one packed run, the lowest bit first. */
function pack(values: readonly number[], width: number): number[] {
  const groups = Math.ceil(values.length / 8);
  const bytes = new Array<number>(groups * width).fill(0);
  for (const [k, value] of values.entries())
    for (let bit = 0; bit < width; bit++) {
      const at = k * width + bit;
      if (Math.floor(value / 2 ** bit) % 2 === 1)
        bytes[Math.floor(at / 8)] = (bytes[Math.floor(at / 8)] ?? 0) + 2 ** (at % 8);
    }
  return [...varint(2 * groups + 1), ...bytes];
}

const run = (value: number, count: number, width: number): number[] => [
  ...varint(2 * count),
  ...Array.from({ length: Math.ceil(width / 8) }, (_, k) => Math.floor(value / 256 ** k) % 256),
];

describe('runs and packed bits', () => {
  it('give their values back in every width', () => {
    const values = (width: number) =>
      fc.array(fc.integer({ min: 0, max: 2 ** width - 1 }), { minLength: 1, maxLength: 40 });
    const drawn = fc
      .integer({ min: 1, max: 32 })
      .chain((width) => fc.tuple(fc.constant(width), values(width)));
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 300 }), ([width, packed], count) => {
        const [value = 0] = packed;
        const bytes = [...run(value, count, width), ...pack(packed, width)];
        const expected = [...new Array<number>(count).fill(value), ...packed];
        expect(Array.from(readHybrid(viewOf(bytes), width, expected.length))).toEqual(expected);
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('make no more values than were asked for, however long a run says it is', () => {
    expect(Array.from(readHybrid(viewOf(run(1, 2 ** 30, 1)), 1, 3))).toEqual([1, 1, 1]);
  });

  it('are refused where they end early, say nothing, or are too wide', () => {
    expect(() => readHybrid(viewOf([3]), 8, 8)).toThrow(RangeError);
    expect(() => readHybrid(viewOf(run(1, 2, 8)), 8, 3)).toThrow(RangeError);
    expect(() => readHybrid(viewOf([0, 0, 0, 0]), 8, 1)).toThrow('a run of nothing');
    expect(() => readHybrid(viewOf([2, 1]), 33, 1)).toThrow('values of 33 bits');
  });
});
