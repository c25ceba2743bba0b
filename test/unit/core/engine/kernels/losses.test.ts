import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LossName } from '#shared/core/engine/engine.ts';
import { lossCodes } from '#shared/core/engine/wasm/codes.ts';
import { findActivation } from '#shared/core/reference/activations/activations.ts';
import { findLoss } from '#shared/core/reference/losses/losses.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { expectClose } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';
import { KernelMemory } from './kernel-memory.ts';
import { batches, draw, sizeOf, trials } from './trials.ts';

const near = 1e-6;
const memory = new KernelMemory(2 ** 17);

describe.each(Object.keys(lossCodes) as LossName[])('the kernel of %s', (name) => {
  const loss = findLoss(name);
  const code = lossCodes[name];
  const output = loss.fused?.activation ?? 'linear';
  const drawTargets = (count: number, seed: number) => {
    const stream = createGenerator(seed).stream('Y');
    // Hinge asks for sides, 0 or 1; the others take any share.
    return Array.from({ length: count }, () => (name === 'hinge' ? stream.integer(2) : stream.uniform()));
  };

  it('is the loss of each example and its derivative, for every ragged shape', () => {
    fc.assert(
      fc.property(batches, ({ m, n, seed, scale }) => {
        memory.clear();
        const Z = memory.write(draw(m * n, seed, 'Z', scale));
        const Y = memory.write(drawTargets(m * n, seed));
        const A = memory.write(findActivation(output).forward(Float64Array.from(Z.values), n));
        const losses = memory.reserveDoubles(Math.ceil(m / 4) * 4);
        const slope = memory.reserve(m * n);
        memory.kernels.exampleLosses(code, Z.at, A.at, Y.at, m, n, losses.at);
        const largest = memory.kernels.differentiateLoss(code, A.at, Y.at, slope.at, m * n, n);
        const [z, a, y] = [Z, A, Y].map(({ values }) => Float64Array.from(values)) as [
          Float64Array,
          Float64Array,
          Float64Array,
        ];
        for (let i = 0; i < m; i++) {
          const example = (of: Float64Array) => of.subarray(i * n, (i + 1) * n);
          const exact = loss.fused?.value(example(z), example(y), n) ?? loss.value(example(a), example(y), n);
          // A loss is a sum of terms of the size of z, however near to zero it comes.
          const size = Math.max(1, ...example(z).map(Math.abs));
          expect(Math.abs(entry(losses.values, i) - exact)).toBeLessThan(near * n * size);
        }
        expectClose(slope.values, loss.fused?.derivative(a, y) ?? loss.derivative(a, y, n), near, 'slope');
        expect(largest).toBe(name === 'hinge' ? Math.max(sizeOf(slope.values), largest) : sizeOf(slope.values));
      }),
      trials,
    );
  });

  it('reports a NaN among outputs or targets, wherever it stands', () => {
    for (let position = 0; position < 7; position++)
      for (const poisoned of ['A', 'Y']) {
        memory.clear();
        const poison = (what: string) => (value: number, i: number) =>
          what === poisoned && i === position ? NaN : value;
        const A = memory.write(draw(7, 1, 'A').map(poison('A')));
        const Y = memory.write(drawTargets(7, 1).map(poison('Y')));
        const slope = memory.reserve(7);
        const losses = memory.reserveDoubles(4);
        const largest = memory.kernels.differentiateLoss(code, A.at, Y.at, slope.at, 7, 7);
        expect(largest).toBeGreaterThanOrEqual(0x7f800000);
        memory.kernels.exampleLosses(code, A.at, A.at, Y.at, 1, 7, losses.at);
        expect(losses.values[0]).toBeNaN();
      }
  });
});

describe('kinks', () => {
  const slopeOf = (name: LossName, a: number, y: number) => {
    memory.clear();
    const [A, Y, out] = [memory.write([a]), memory.write([y]), memory.reserve(1)];
    memory.kernels.differentiateLoss(lossCodes[name], A.at, Y.at, out.at, 1, 1);
    return out.values[0];
  };

  it('hinge has slope 0 at and beyond the margin, −1 or 1 before it', () => {
    expect(slopeOf('hinge', 1, 1)).toBe(0);
    expect(slopeOf('hinge', -1, 0)).toBe(0);
    expect(slopeOf('hinge', 2, 1)).toBe(0);
    expect(slopeOf('hinge', 0.9999999, 1)).toBe(-1);
    expect(slopeOf('hinge', -0.9999999, 0)).toBe(1);
  });

  it('huber is bounded by 1 in size beyond a distance of 1', () => {
    expect(slopeOf('huber', 3, 2)).toBe(1);
    expect(slopeOf('huber', -30, 2)).toBe(-1);
    expect(slopeOf('huber', 2.5, 2)).toBe(0.5);
    expect(slopeOf('huber', 2, 2)).toBe(0);
  });
});
