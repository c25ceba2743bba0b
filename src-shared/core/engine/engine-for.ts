import type { Engine, LayerSpec } from './engine.ts';
import { referenceEngine } from './reference-engine.ts';
import { isCompiled } from './wasm/codes.ts';
import { wasmEngine } from './wasm-engine.ts';

/** The fastest engine that knows every activation of these layers. */
export function engineFor(layers: readonly Pick<LayerSpec, 'activation'>[]): Engine {
  return layers.every(({ activation }) => isCompiled(activation)) ? wasmEngine : referenceEngine;
}
