import type { LayerSpec, TrainingSpec } from './engine.ts';

/**
 * The numbers of a layer in a step that telemetry was due for. Norms are Frobenius norms over the batch; dW with its
 * penalty, W after the update, the update ratio ‖ΔW‖ / ‖W‖ against W before it; mean and deviation of A before
 * dropout; the share of entries in the flat ends of sigmoid or tanh, and of relu units that gave 0 for the whole
 * batch. The gains are the factors of the backward ledger: ‖W_{l+1}ᵀ dV_{l+1}‖ / ‖dV_{l+1}‖, what the added paths make
 * of it, ‖dZ_l‖ / ‖dA_l‖, and ‖dV_l‖ / ‖dZ_l‖.
 */
export const scalarNames = [
  'grad.norm.dW',
  'grad.norm.dZ',
  'norm.W',
  'update.ratio',
  'activation.mean',
  'activation.deviation',
  'grad.norm.dA',
  'gain.weight',
  'gain.derivative',
  'gain.residual',
  'gain.normalization',
  'share.saturated',
  'share.dead',
] as const;
export type ScalarName = (typeof scalarNames)[number];

/** Whether a layer has a number: a number that could only ever be absent is not listed. */
export function hasScalar(name: ScalarName, layers: readonly LayerSpec[], index: number): boolean {
  const layer = layers[index];
  switch (name) {
    case 'grad.norm.dA':
    case 'gain.weight':
    case 'gain.derivative':
      return index + 1 < layers.length;
    case 'gain.residual':
      return layers.some(({ residualFrom }) => residualFrom === index + 1);
    case 'gain.normalization':
      return layer?.normalization !== undefined;
    case 'share.saturated':
      return layer?.activation === 'sigmoid' || layer?.activation === 'tanh';
    case 'share.dead':
      return layer?.activation === 'relu';
    case 'grad.norm.dW':
    case 'grad.norm.dZ':
    case 'norm.W':
    case 'update.ratio':
    case 'activation.mean':
    case 'activation.deviation':
      return true;
  }
}

/** The names of all layers' numbers, e.g. `grad.norm.dW[1]`, layer by layer. */
export function listScalarNames({ layers }: Pick<TrainingSpec, 'layers'>): string[] {
  return layers.flatMap((_, index) =>
    scalarNames.filter((name) => hasScalar(name, layers, index)).map((name) => `${name}[${index + 1}]`),
  );
}
