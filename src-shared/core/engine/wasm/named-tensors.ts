import type { NamedTensor, OptimizerSpec } from '../engine.ts';
import { memoryCounts } from './codes.ts';
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

/** What the optimiser keeps for each parameter: blocks of the parameters' own lay-out. Views, not copies. */
export function listMemories(memory: NetworkMemory, { kind }: OptimizerSpec): NamedTensor[] {
  const { toFirst, toSecond } = memory.arena;
  const blocks = [
    { name: 'first', distance: toFirst },
    { name: 'second', distance: toSecond },
  ].slice(0, memoryCounts[kind]);
  return blocks.flatMap(({ name, distance }) =>
    listParameters(memory).map((parameter) => ({
      name: `${name}.${parameter.name}`,
      shape: parameter.shape,
      values: memory.floats(parameter.values.byteOffset + distance, parameter.values.length),
    })),
  );
}

function view(memory: NetworkMemory, name: string, at: number, rows: number, columns: number): NamedTensor[] {
  if (at === 0) return [];
  return [{ name, shape: [rows, columns], values: memory.floats(at, rows * columns) }];
}
