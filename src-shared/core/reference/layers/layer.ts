import type { ActivationName } from '../../engine/engine.ts';
import { drawDropoutMask } from '../../random/dropout-mask.ts';
import { findActivation } from '../activations/activations.ts';
import { batchNormBackward, batchNormForward, type BatchStatistics } from './batch-normalization.ts';
import { denseBackward, denseForward } from './dense.ts';
import { dropoutBackward, dropoutForward } from './dropout.ts';
import { layerNormBackward, layerNormForward } from './layer-normalization.ts';
import type { NormalizationCache } from './normalization-cache.ts';
import type { Normalization } from './normalization.ts';
import { residualForward } from './residual.ts';

/** One block of the network. n_l = b.length, n_{l−1} = W.length / n_l. */
export interface Layer {
  /** (n_l, n_{l−1}) */
  W: Float64Array;
  /** (n_l, 1) */
  b: Float64Array;
  activation: ActivationName;
  normalization?: Normalization;
  /** k of the A_k that is added to Z. */
  residualFrom?: number;
  /** The share of A that a training step sets to 0. */
  dropout?: number;
}

/**
 * What a forward pass is for. Training normalises by the batch and drops units; prediction normalises by the running
 * statistics; a trace normalises by the batch and drops nothing.
 */
export type Mode =
  | { kind: 'training'; seed: number; /** From 0. */ step: number }
  | { kind: 'prediction' }
  | { kind: 'trace' };

/** What the forward step keeps for the backward step. */
export interface LayerCache {
  layer: Layer;
  A_prev: Float64Array;
  /** W A_prev + b */
  V: Float64Array;
  normalization?: NormalizationCache;
  /** What a batch normalisation measured in V, or was given. */
  statistics?: BatchStatistics;
  /** What enters g. */
  Z: Float64Array;
  /** g(Z), before dropout. */
  G: Float64Array;
  mask?: Uint8Array;
  /** What the layers above see. */
  A: Float64Array;
}

export interface LayerGradients {
  /** By W alone; what a residual hands to A_k is dZ. */
  dA_prev: Float64Array;
  dZ: Float64Array;
  dV: Float64Array;
  dW: Float64Array;
  db: Float64Array;
  /** Of a normalised layer. */
  dgamma?: Float64Array;
  dbeta?: Float64Array;
}

/**
 * V = W A_prev + b, normalised and with A_k added where the layer asks for it: Z; A = g(Z), with dropout in training.
 *
 * @param below X = A_0 and the A of every layer below l
 * @throws RangeError when W, b or A_k do not fit
 */
export function layerForward(
  below: readonly Float64Array[],
  l: number,
  layer: Layer,
  mode: Mode,
): LayerCache {
  const A_prev = below[l - 1]!;
  const V = denseForward(A_prev, layer);
  const normalized = normalize(V, layer.normalization, mode);
  const Z =
    layer.residualFrom === undefined
      ? normalized.Z
      : residualForward(normalized.Z, below[layer.residualFrom]!);
  const G = findActivation(layer.activation).forward(Z, layer.b.length);
  const { dropout = 0 } = layer;
  const cache = { layer, A_prev, V, ...normalized, Z, G };
  if (dropout === 0 || mode.kind !== 'training') return { ...cache, A: G };
  const mask = drawDropoutMask(mode.seed, l, mode.step, G.length, dropout);
  return { ...cache, mask, A: dropoutForward(G, mask, dropout) };
}

/** dA (n_l, m) → dZ (n_l, m), through dropout and g. */
export function activationBackward(dA: Float64Array, { layer, Z, G, mask }: LayerCache): Float64Array {
  const dG = mask === undefined ? dA : dropoutBackward(dA, mask, layer.dropout ?? 0);
  return findActivation(layer.activation).backward(dG, Z, G, layer.b.length);
}

/** dZ (n_l, m), which may have come in one piece with the loss → the gradients of the layer, and dA_prev. */
export function layerBackward(dZ: Float64Array, cache: LayerCache): LayerGradients {
  const { layer, A_prev, normalization } = cache;
  if (layer.normalization === undefined || normalization === undefined)
    return { dZ, dV: dZ, ...denseBackward(dZ, A_prev, layer) };
  const backward = layer.normalization.kind === 'batch' ? batchNormBackward : layerNormBackward;
  const { dV, dgamma, dbeta } = backward(dZ, layer.normalization.gamma, normalization);
  const gradients = { dZ, dV, ...denseBackward(dV, A_prev, layer), dgamma, dbeta };
  // The batch's mean takes b away again: db is 0, not what rounding leaves of a sum that is.
  if (layer.normalization.kind === 'batch') gradients.db.fill(0);
  return gradients;
}

function normalize(
  V: Float64Array,
  normalization: Normalization | undefined,
  mode: Mode,
): { Z: Float64Array; normalization?: NormalizationCache; statistics?: BatchStatistics } {
  if (normalization === undefined) return { Z: V };
  if (normalization.kind === 'layer') {
    const { Z, cache } = layerNormForward(V, normalization);
    return { Z, normalization: cache };
  }
  const known = mode.kind === 'prediction' ? normalization.running : undefined;
  const { Z, cache, statistics } = batchNormForward(V, normalization, known);
  return { Z, normalization: cache, statistics };
}

/** W, b and, of a normalised layer, gamma and beta; `gradientsOf` has the same order. */
export function parametersOf({ W, b, normalization }: Layer): Float64Array[] {
  return normalization === undefined ? [W, b] : [W, b, normalization.gamma, normalization.beta];
}

export function gradientsOf({ dW, db, dgamma, dbeta }: LayerGradients): Float64Array[] {
  return dgamma === undefined || dbeta === undefined ? [dW, db] : [dW, db, dgamma, dbeta];
}
