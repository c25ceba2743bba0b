import { memoryNeeded, stateNeeded, worthwhileThreads } from '#shared/core/engine/wasm-engine.ts';
import { problem } from '#shared/problem.ts';
import type { Run } from '#shared/contract/runs.ts';
import { checkpointsAtOnce } from '../training/checkpoint-space.ts';
import type { TrainingJob } from '../training/messages.ts';
import { toTrainingSpec } from './training-spec.ts';

const MIB = 2 ** 20;
/** MiB that the 32-bit addresses of a WebAssembly memory reach. */
const most = 4096;
/**
 * Bytes of the training thread and of a thread that helps it, whatever they train: their JavaScript and its code, as
 * `npm run bench:memory` finds them.
 */
const trainingThread = 32 * MIB;
const helpingThread = 12 * MIB;
/**
 * How often the largest tensor lies in memory beside its place: drawn as float64, which is twice; then, while SQLite
 * writes it, as the bound value and in the record made of it.
 */
const copiesOfLargest = 4;

/** What decides how much memory a training takes. */
export type MemoryDemand = Pick<TrainingJob, 'spec' | 'threads' | 'cores' | 'batchSize'> & {
  /** Of the training part. */
  examples: number;
  /** Of all parts. */
  allExamples: number;
  /** Whether the parameters of the best epoch are kept beside those that are trained. */
  keepsBest: boolean;
};

/** What a run asks for; `cores` is the most threads that `auto` may choose. */
export function demandOf(
  { design, recipe }: Pick<Run, 'design' | 'recipe'>,
  { examples, threads, cores }: { examples: number; threads: number | 'auto'; cores: number },
): MemoryDemand {
  const { split, batchSize, earlyStopping } = recipe;
  return {
    ...{ spec: toTrainingSpec(design, recipe), batchSize, examples, threads, cores },
    allExamples: Math.round(examples / (1 - split.dev - split.test)),
    keepsBest: earlyStopping.patience > 0,
  };
}

/** MiB that training takes, rounded up: with the threads that a run which has all cores will use. */
export function memoryInMiB(demand: MemoryDemand): number {
  const { spec, examples, allExamples, keepsBest } = demand;
  const outputs = spec.layers.at(-1)?.units ?? 0;
  const data = 4 * allExamples * (spec.inputs + outputs);
  const { bytes, parameters, largest } = stateNeeded(spec, { examples });
  const kept = keepsBest ? parameters : 0;
  const checkpoints = checkpointsAtOnce * (bytes + kept) + copiesOfLargest * largest;
  const threads = trainingThread + (threadsOf(demand) - 1) * helpingThread;
  return Math.ceil((threads + engineBytes(demand) + data + kept + checkpoints) / MIB);
}

/**
 * @param free MiB that this machine can give
 * @throws ProblemError memory.beyondEngine, memory.beyondMachine
 */
export function checkMemory(demand: MemoryDemand, free: number): void {
  const inEngine = Math.ceil(engineBytes(demand) / MIB);
  if (inEngine > most) throw problem('memory.beyondEngine', { needed: inEngine, most });
  const needed = memoryInMiB(demand);
  if (needed > free) throw problem('memory.beyondMachine', { needed, free });
}

function threadsOf({ spec, threads, cores, batchSize }: MemoryDemand): number {
  return threads === 'auto' ? worthwhileThreads(spec, batchSize, cores) : threads;
}

function engineBytes(demand: MemoryDemand): number {
  const { spec, examples } = demand;
  return memoryNeeded(spec, { examples, threads: threadsOf(demand) });
}
