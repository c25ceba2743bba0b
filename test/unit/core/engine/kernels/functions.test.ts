import { describe, expect, it } from 'vitest';
import { activationCodes } from '#shared/core/engine/wasm/codes.ts';
import { KernelMemory } from './kernel-memory.ts';

const CHUNK = 4096;
const memory = new KernelMemory();
const { at, values } = memory.reserve(CHUNK);
const { kernels } = memory;

/** Distance between neighbouring float32 numbers at x: the unit in the last place. */
function unitAt(x: number): number {
  const exponent = Math.floor(Math.log2(Math.abs(x)));
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

/** By e^−|z|, which does not overflow and keeps the digits of a small result. */
function sigmoid(z: number): number {
  return z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z));
}

/** 2u of gelu(z) = z σ(2u). */
function doubleOfGelu(z: number): number {
  return 2 * Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3);
}

const activate = (name: 'elu' | 'silu') => () => kernels.activate(activationCodes[name], at, at, CHUNK);

interface Case {
  name: string;
  /** In place, over all numbers of the chunk. */
  kernel: () => unknown;
  exact: (x: number) => number;
  /** Units in the last place of the exact result, here or everywhere. */
  bound: number | ((x: number) => number);
  says: string;
}

/**
 * Where z falls, gelu(z) vanishes like e^2u, and the rounding of 2u, whose size is that of 2u, is a share of it: no
 * way by float32 keeps more digits. Of z itself, which gelu is a part of, it is always less than two units.
 */
const cases: Case[] = [
  { name: 'exp', kernel: () => kernels.exponentials(at, CHUNK), exact: Math.exp, bound: 2, says: '2' },
  { name: 'log', kernel: () => kernels.logarithms(at, CHUNK), exact: Math.log, bound: 2, says: '2' },
  { name: 'sigmoid', kernel: () => kernels.sigmoids(at, CHUNK), exact: sigmoid, bound: 4, says: '4' },
  {
    name: 'tanh',
    kernel: () => kernels.hyperbolicTangents(at, CHUNK),
    exact: Math.tanh,
    bound: 4,
    says: '4',
  },
  { name: 'elu', kernel: activate('elu'), exact: (z) => (z > 0 ? z : Math.expm1(z)), bound: 4, says: '4' },
  {
    name: 'silu',
    kernel: activate('silu'),
    exact: (z) => z * sigmoid(z),
    // Below −87 σ(z) has run out of digits: it is off by a smallest number, and silu by |z| of them.
    bound: (z) => Math.max(4, (2 * Math.abs(z) * 2 ** -149) / unitAt(z * sigmoid(z))),
    says: '4 (where σ(z) is subnormal: 2 |z|)',
  },
  {
    name: 'gelu',
    kernel: () => kernels.gelus(at, CHUNK),
    exact: (z) => z * sigmoid(doubleOfGelu(z)),
    bound: (z) =>
      z >= -1
        ? 4
        : Math.min(
            3 * (1 + Math.abs(doubleOfGelu(z))),
            (2 * unitAt(z)) / unitAt(z * sigmoid(doubleOfGelu(z))),
          ),
    says: '4 (below z = −1: 3 (1 + |2u|), and 2 of z itself)',
  },
];

describe.each(cases)('$name', ({ kernel, exact, bound, says }) => {
  const apply = (inputs: ArrayLike<number>) => {
    values.fill(0);
    values.set(inputs);
    kernel();
    return values.subarray(0, inputs.length);
  };

  it(`lies within ${says} units in the last place of float32, over the whole range`, () => {
    let worst = { share: 0, x: 0, found: 0 };
    const judge = (inputs: Float32Array) =>
      apply(inputs).forEach((found, i) => {
        const x = inputs[i] ?? NaN;
        const wanted = exact(x);
        if (Number.isNaN(wanted) || !Number.isFinite(Math.fround(wanted))) {
          if (!Object.is(found, Math.fround(wanted))) worst = { share: Infinity, x, found };
          return;
        }
        const most = typeof bound === 'number' ? bound : bound(x);
        const share = Math.abs(found - wanted) / unitAt(wanted) / most;
        if (!(share <= worst.share)) worst = { share, x, found };
      });
    for (const inputs of listFloats(8191)) judge(inputs);
    // Where cancellation would show: around 0, 1, and where the range of the result ends.
    for (const centre of [0, 1, -87.33, -103.97, 88.72, 0.3466, 9.01, -1, -4, -9.4])
      judge(Float32Array.from({ length: CHUNK }, (_, i) => centre + (i - CHUNK / 2) * 1e-4));
    expect(worst.share, `at ${worst.x}: ${worst.found}`).toBeLessThanOrEqual(1);
  });

  it('gives at the ends what the function gives there, and NaN for NaN', () => {
    const ends = [Infinity, 0, NaN];
    expect([...apply(ends)]).toEqual(ends.map(exact));
    // Of z σ the left end is no number in any arithmetic; a step that came to it has stopped already.
    if (!Number.isNaN(exact(-Infinity))) expect([...apply([-Infinity])]).toEqual([exact(-Infinity)]);
  });
});
