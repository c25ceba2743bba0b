import fc from 'fast-check';
import { createGenerator } from '#shared/core/random/generator.ts';

/** Ragged shapes on both sides of a vector of four, and sizes at which functions are straight, bent and saturated. */
export const batches = fc.record({
  m: fc.integer({ min: 1, max: 19 }),
  n: fc.integer({ min: 1, max: 19 }),
  seed: fc.nat(1000),
  scale: fc.constantFrom(0.01, 1, 8),
});

export const trials = { seed: 1, numRuns: 40 };

/** `count` normal numbers of a deviation, the same for the same seed and name. */
export function draw(count: number, seed: number, name: string, deviation = 1): Float32Array {
  const stream = createGenerator(seed).stream(name);
  return Float32Array.from({ length: count }, () => deviation * stream.normal());
}

/** Bits without the sign: how the kernels report the largest of what they saw. */
export function sizeOf(values: Float32Array): number {
  return new Uint32Array(values.slice().buffer).reduce((most, bits) => Math.max(most, bits & 0x7fffffff), 0);
}
