import { blobs } from './blobs.ts';
import { circles } from './circles.ts';
import { flower } from './flower.ts';
import type { DataGenerator } from './generator.ts';
import { checkerboard, xor } from './grids.ts';
import { moons } from './moons.ts';
import { parity } from './parity.ts';
import { spirals } from './spirals.ts';
import { sawtooth, sine } from './waves.ts';

/** Every generator, in the order in which they are offered. */
export const generators: readonly DataGenerator[] = [
  moons,
  circles,
  spirals,
  blobs,
  xor,
  checkerboard,
  flower,
  parity,
  sawtooth,
  sine,
];
