import { referenceEngine } from '#shared/core/engine/reference-engine.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';

/** What must keep the promises of `engine.ts`. */
export const engines = [referenceEngine, wasmEngine];
