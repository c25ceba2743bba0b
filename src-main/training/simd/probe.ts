import { parentPort } from 'node:worker_threads';
import type { TileName, TrainingSpec } from '#shared/core/engine/engine.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { setOptimisedAtOnce, setPairing } from './flags.ts';
import { hashWork, prepareStep } from './probe-work.ts';
import type { SimdVerdict } from './verdict.ts';

/**
 * The throw-away thread that finds out whether pairs of vectors may be used: the same work, once compiled plainly and
 * once in pairs, must give the same bytes, and in pairs it must be worth its risk.
 */

/** How much quicker pairs must be, each in the tile that suits it. */
const worth = 1.2;
const rounds = 12;

if (parentPort === null) throw new Error('The SIMD probe runs only as a thread.');
parentPort.postMessage(probe());

function probe(): SimdVerdict {
  const plain = (spec: TrainingSpec, tile: TileName) =>
    wasmEngine.createTrainer(spec, { tile, paired: false });
  const paired = (spec: TrainingSpec, tile: TileName) =>
    wasmEngine.createTrainer(spec, { tile, paired: true });
  setOptimisedAtOnce(true);
  const expected = hashWork(plain);
  const plainStep = prepareStep(plain, '4x8');
  // Compiled before the flag is set: each function is compiled when it is first called.
  plainStep();
  setPairing(true);
  if (hashWork(paired) !== expected)
    return { level: '128', reason: 'pairs of vectors gave other bytes than single ones' };
  const ratio = compareTimes(plainStep, prepareStep(paired, '4x16'));
  const times = `${ratio.toFixed(2)} times as fast as single ones`;
  return ratio < worth
    ? { level: '128', reason: `pairs of vectors are only ${times}` }
    : { level: '256', reason: `pairs of vectors give the same bytes and are ${times}` };
}

/** The best time of one over the best of the other, taken in turns so that a busy moment meets both. */
function compareTimes(one: () => void, other: () => void): number {
  let [best, bestOther] = [Infinity, Infinity];
  for (let round = 0; round < rounds; round += 1) {
    best = Math.min(best, timeOf(one));
    bestOther = Math.min(bestOther, timeOf(other));
  }
  return best / bestOther;
}

function timeOf(work: () => void): number {
  const start = performance.now();
  for (let i = 0; i < 4; i += 1) work();
  return performance.now() - start;
}
