import type { NetworkTrainer, TileName } from './engine.ts';

/** Which tiles are worth a try where vectors are paired; the wide ones need 256-bit registers. */
const ofPairs: readonly TileName[] = ['4x16', '4x8', '2x16'];
const ofSingles: TileName = '4x8';

/** How long one tile may be tried, in milliseconds. */
const patience = 3;

/**
 * Tries the tiles on the network's own shapes and leaves the trainer with the quickest. It changes no number.
 *
 * @param X (n_0, m) @param now in milliseconds
 */
export function chooseTile(
  trainer: NetworkTrainer,
  X: Float32Array,
  m: number,
  paired: boolean,
  now: () => number,
): TileName {
  const times = new Map<TileName, number>();
  // Twice in turn: in the first round the code may not be the final one yet.
  for (const tile of paired ? [...ofPairs, ...ofPairs] : []) {
    trainer.tile = tile;
    times.set(tile, Math.min(times.get(tile) ?? Infinity, timePredictions(trainer, X, m, now)));
  }
  const [best = ofSingles] = ofPairs
    .filter((tile) => times.has(tile))
    .toSorted((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0));
  trainer.tile = best;
  return best;
}

/** The shortest of some predictions, after one to warm up. */
function timePredictions(trainer: NetworkTrainer, X: Float32Array, m: number, now: () => number): number {
  trainer.predict(X, m);
  let shortest = Infinity;
  const end = now() + patience;
  do {
    const start = now();
    trainer.predict(X, m);
    shortest = Math.min(shortest, now() - start);
  } while (now() < end);
  return shortest;
}
