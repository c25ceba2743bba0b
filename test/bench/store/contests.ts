import type { ComparedStore } from './compared-store.ts';
import { drawBatches, nameRun, nameSeries, type Sizes } from './workload.ts';

/** The two stores of one contest. */
export interface Pair {
  ours: ComparedStore;
  naive: ComparedStore;
}

/** Milliseconds of every round. */
export interface Rounds {
  ours: number[];
  naive: number[];
}

export const longRun = 'long';

/** Writes the long run into both, batch by batch in turn; the sums of each part of the rounds. */
export function contestWriting({ ours, naive }: Pair, sizes: Sizes): Rounds {
  const keys = nameSeries(sizes.series);
  for (const store of [ours, naive]) store.addRun(longRun, keys, 0);
  const batches = [...drawBatches({ ...sizes, width: sizes.series })];
  const perRound = Math.ceil(batches.length / sizes.rounds);
  const rounds: Rounds = { ours: [], naive: [] };
  batches.forEach(({ steps, values }, i) => {
    const round = Math.floor(i / perRound);
    const write = (store: ComparedStore) => time(() => store.append(longRun, steps, values));
    for (const [side, store] of inTurn({ ours, naive }, i))
      rounds[side][round] = (rounds[side][round] ?? 0) + write(store);
  });
  return rounds;
}

/** Reads whole series of the long run, other ones in each round; milliseconds of one. */
export function contestReading(pair: Pair, sizes: Sizes): Rounds {
  const keys = nameSeries(sizes.series);
  return repeat(pair, sizes.rounds, (store, count) => {
    const { steps } = store.read(longRun, keys[count % keys.length] ?? '');
    if (steps.length !== sizes.steps) throw new Error(`${steps.length} points were read of ${sizes.steps}`);
  });
}

/** Fills both with many runs, which takes a while. */
export function fillRuns({ ours, naive }: Pair, sizes: Sizes): void {
  const keys = nameSeries(sizes.listed);
  const shape = { steps: sizes.runs * sizes.stepsPerRun, batch: sizes.stepsPerRun, width: sizes.listed };
  let index = 0;
  for (const { values } of drawBatches(shape)) {
    const steps = Int32Array.from({ length: sizes.stepsPerRun }, (_, i) => i);
    for (const store of [ours, naive]) {
      store.addRun(nameRun(index), keys, index);
      store.append(nameRun(index), steps, values);
    }
    index += 1;
  }
}

/** Lists every run with the last values of its series; milliseconds of one list. */
export function contestListing(pair: Pair, sizes: Sizes): Rounds {
  const keys = nameSeries(sizes.listed);
  return repeat(pair, sizes.rounds, (store) => {
    const { length } = store.list(keys);
    if (length !== sizes.runs) throw new Error(`${length} runs were listed of ${sizes.runs}`);
  });
}

/** How often each side does its work in a round: one read of ours is over before a busy machine lets another in. */
const timesPerRound = 5;

/**
 * Rounds in which each side works, from a heap without the other's garbage where Node is started with `--expose-gc`. A
 * first round warms up and is left out.
 */
function repeat(pair: Pair, rounds: number, work: (store: ComparedStore, count: number) => void): Rounds {
  const milliseconds: Rounds = { ours: [], naive: [] };
  for (let round = 0; round <= rounds; round++)
    for (const [side, store] of inTurn(pair, round)) {
      globalThis.gc?.();
      const taken = time(() => {
        for (let i = 0; i < timesPerRound; i++) work(store, round * timesPerRound + i);
      });
      if (round > 0) milliseconds[side].push(taken / timesPerRound);
    }
  return milliseconds;
}

/** Who goes first changes, so that neither always meets what the other left in the caches. */
function inTurn({ ours, naive }: Pair, round: number): ['ours' | 'naive', ComparedStore][] {
  const both: ['ours' | 'naive', ComparedStore][] = [
    ['ours', ours],
    ['naive', naive],
  ];
  return round % 2 === 0 ? both : both.toReversed();
}

function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
