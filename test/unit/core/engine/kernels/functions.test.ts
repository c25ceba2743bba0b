import { describe, expect, it } from 'vitest';
import { KernelMemory } from './kernel-memory.ts';

const CHUNK = 4096;

/** Distance between neighbouring float32 numbers at x: the unit in the last place. */
function unitAt(x: number): number {
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(x))), -126);
  return 2 ** (Math.max(Number.isFinite(exponent) ? exponent : -126, -126) - 23);
}

/** Every `stride`th float32 of all that there are, both signs, with NaN and the infinities left out. */
function* listFloats(stride: number): Generator<Float32Array> {
  const bits = new Uint32Array(CHUNK);
  const floats = new Float32Array(bits.buffer);
  let count = 0;
  for (let pattern = 0; pattern <= 0x7f7fffff; pattern += stride)
    for (const sign of [0, 0x80000000]) {
      bits[count++] = (pattern | sign) >>> 0;
      if (count < CHUNK) continue;
      count = 0;
      yield floats;
    }
}

describe.each([
  ['exponentials', Math.exp, 2],
  ['logarithms', Math.log, 2],
  ['sigmoids', (x: number) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))), 4],
  ['hyperbolicTangents', Math.tanh, 4],
] as const)('%s', (name, exact, bound) => {
  const memory = new KernelMemory();
  const { at, values } = memory.reserve(CHUNK);
  const apply = (inputs: ArrayLike<number>) => {
    values.fill(0);
    values.set(inputs);
    memory.kernels[name](at, CHUNK);
    return values.subarray(0, inputs.length);
  };

  it(`lie within ${bound} units in the last place of float32, over the whole range`, () => {
    let worst = { units: 0, x: 0, found: 0 };
    const judge = (inputs: Float32Array) =>
      apply(inputs).forEach((found, i) => {
        const x = inputs[i] ?? NaN;
        const wanted = exact(x);
        if (Number.isNaN(wanted) || !Number.isFinite(Math.fround(wanted))) {
          if (!Object.is(found, Math.fround(wanted))) worst = { units: Infinity, x, found };
          return;
        }
        const units = Math.abs(found - wanted) / unitAt(wanted);
        if (!(units <= worst.units)) worst = { units, x, found };
      });
    for (const inputs of listFloats(4099)) judge(inputs);
    // Where cancellation would show: around 0, 1, and where the range of the result ends.
    for (const centre of [0, 1, -87.33, -103.97, 88.72, 0.3466, 9.01])
      judge(Float32Array.from({ length: CHUNK }, (_, i) => centre + (i - CHUNK / 2) * 1e-4));
    expect(worst.units, `at ${worst.x}: ${worst.found}`).toBeLessThanOrEqual(bound);
  });

  it('give at the ends what the function gives there, and NaN for NaN', () => {
    const ends = [Infinity, -Infinity, 0, NaN];
    expect([...apply(ends)]).toEqual(ends.map(exact));
  });
});
