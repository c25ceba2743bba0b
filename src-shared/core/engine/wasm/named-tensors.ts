import type { NamedTensor } from '../engine.ts';
import type { NetworkMemory } from './network-memory.ts';

/** What training finds, layer by layer: W, b, and gamma and beta where a layer is normalised. Views, not copies. */
export function listParameters(memory: NetworkMemory): NamedTensor[] {
  return memory.arena.layers.flatMap(({ l, n, n_prev, W, b, gamma, beta }) => [
    ...view(memory, `W${l}`, W, n, n_prev),
    ...view(memory, `b${l}`, b, n, 1),
    ...view(memory, `gamma${l}`, gamma, n, 1),
    ...view(memory, `beta${l}`, beta, n, 1),
  ]);
}

/** What batch normalisation predicts with. */
export function listStatistics(memory: NetworkMemory): NamedTensor[] {
  return memory.arena.layers.flatMap(({ l, n, runningMean, runningVariance }) => [
    ...view(memory, `runningMean${l}`, runningMean, n, 1),
    ...view(memory, `runningVariance${l}`, runningVariance, n, 1),
  ]);
}

function view(memory: NetworkMemory, name: string, at: number, rows: number, columns: number): NamedTensor[] {
  if (at === 0) return [];
  return [{ name, shape: [rows, columns], values: memory.floats(at, rows * columns) }];
}
