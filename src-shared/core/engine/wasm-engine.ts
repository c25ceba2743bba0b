import type { Engine } from './engine.ts';
import { WasmTrainer } from './wasm/trainer.ts';

/**
 * The mathematics of `reference/` in WebAssembly SIMD: float32, in a memory laid out once. Every sum runs in one
 * order and every function is made of additions, multiplications, divisions and roots, so the same calls give the
 * same bytes on every machine.
 */
export const wasmEngine: Engine = {
  id: 'wasm-simd@1',
  createTrainer: (spec, options) => new WasmTrainer(spec, options),
};
