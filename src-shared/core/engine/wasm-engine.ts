import type { Engine, OptimizerSpec, TrainingSpec } from './engine.ts';
import { planArena, RING } from './wasm/arena.ts';
import { memoryCounts } from './wasm/codes.ts';
import { WasmTrainer } from './wasm/trainer.ts';

export { assist } from './wasm/assistants.ts';
export { measureInterval, timeOfStep, worthwhileThreads } from './wasm/costs.ts';
export { heaviestLayer } from './wasm/heaviest-layer.ts';
export { traceWasm } from './wasm/trace.ts';
export { tileNames } from './wasm/codes.ts';

/**
 * The mathematics of `reference/` in WebAssembly SIMD: float32, in a memory laid out once. Every sum runs in one
 * order and every function is made of additions, multiplications, divisions and roots, so the same calls give the
 * same bytes on every machine.
 */
export const wasmEngine: Engine = {
  id: 'wasm-simd@2',
  createTrainer: (spec, options) => new WasmTrainer(spec, options),
};

/** The most batches that one `trainBatches` takes. */
export const mostBatches = RING;

/** Bytes that a trainer of the spec will take, before anything is reserved. */
export function memoryNeeded(spec: TrainingSpec, { examples = 0, threads = 1 } = {}): number {
  return planArena(spec, { examples, threads, keepAll: false }).bytes;
}

/** Bytes of everything that a trainer of the spec goes on from, and of the largest tensor in it. */
export function stateNeeded(
  spec: TrainingSpec & { optimizer: OptimizerSpec },
  { examples }: { examples: number },
): { bytes: number; parameters: number; largest: number } {
  const { parameters, parametersEnd, layers } = planArena(spec, { examples, threads: 1, keepAll: false });
  const block = parametersEnd - parameters;
  return {
    bytes: (1 + memoryCounts[spec.optimizer.kind]) * block + 4 * examples,
    parameters: block,
    largest: 4 * Math.max(...layers.map(({ n, n_prev }) => n * n_prev)),
  };
}
