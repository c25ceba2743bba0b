import type { NetworkTrainer, TileName } from '#shared/core/engine/engine.ts';
import type { SimdLevel } from '#shared/contract/runs.ts';

/** Which tiles are worth a try: the wide ones need 256-bit registers. */
const candidates: Readonly<Record<SimdLevel, readonly TileName[]>> = {
  '128': ['4x8'],
  '256': ['4x16', '4x8', '2x16'],
};

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
  simd: SimdLevel,
  now: () => number,
): TileName {
  const [first = '4x8', ...others] = candidates[simd];
  let best = first;
  if (others.length > 0) {
    let shortest = Infinity;
    for (const tile of [first, ...others]) {
      trainer.tile = tile;
      const time = timePredictions(trainer, X, m, now);
      if (time < shortest) [shortest, best] = [time, tile];
    }
  }
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
