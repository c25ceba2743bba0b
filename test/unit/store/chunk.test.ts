import { expect, test } from 'vitest';
import { decodeChunk, decodeInto, encodeChunk } from '#main/store/chunk.ts';

const even = { steps: Int32Array.of(5, 8, 11), values: Float32Array.of(1, NaN, -Infinity) };
const uneven = { steps: Int32Array.of(5, 8, 12), values: Float32Array.of(1, 2, 3) };

test.each([
  ['even', even, true],
  ['uneven', uneven, false],
  ['one', { steps: Int32Array.of(7), values: Float32Array.of(4) }, true],
  ['two', { steps: Int32Array.of(7, 9), values: Float32Array.of(4, 5) }, true],
])(
  'a chunk of %s steps gives back its points, and keeps steps only where they are uneven',
  (_, points, isEven) => {
    const chunk = encodeChunk(points);
    expect(decodeChunk(chunk)).toEqual(points);
    expect(chunk.steps === null).toBe(isEven);
  },
);

test('points are put into longer arrays at their place, and nowhere else', () => {
  const into = { steps: new Int32Array(6).fill(-1), values: new Float32Array(6).fill(-1) };
  expect(decodeInto(encodeChunk(uneven), into, 2)).toBe(true);
  expect(into).toEqual({
    steps: Int32Array.of(-1, -1, 5, 8, 12, -1),
    values: Float32Array.of(-1, -1, 1, 2, 3, -1),
  });
});

test.each([{ n: 4 }, { n: 1_000_000_000 }, { crc: 1 }, { last_step: 12 }, { values: new Uint8Array(8) }])(
  'a chunk that is not what was written (%o) is refused before anything is put',
  (damage) => {
    const into = { steps: new Int32Array(3), values: new Float32Array(3) };
    expect(decodeInto({ ...encodeChunk(even), ...damage }, into, 0)).toBe(false);
    expect(decodeChunk({ ...encodeChunk(even), ...damage })).toBeNull();
    expect(into).toEqual({ steps: new Int32Array(3), values: new Float32Array(3) });
  },
);
