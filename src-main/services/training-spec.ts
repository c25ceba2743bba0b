import type {
  InitSpec,
  LayerSpec,
  OptimizerSpec,
  RegularizationSpec,
  TrainingSpec,
} from '#shared/core/engine/engine.ts';
import type { Design, Init, Layer } from '#shared/design/design.ts';
import type { Recipe } from '#shared/design/recipe.ts';

/** A design and a recipe in the engine's words; a layer without an init of its own takes the recipe's. */
export function toTrainingSpec(design: Design, recipe: Recipe): TrainingSpec {
  return {
    inputs: design.inputs,
    layers: design.layers.map((layer) => toLayer(layer, recipe)),
    loss: design.loss,
    optimizer: toOptimizer(recipe.optimizer),
    regularization: toRegularization(recipe),
    seed: recipe.seed,
    maxBatch: Math.max(recipe.batchSize, evaluationBatch),
  };
}

/** How α changes over the steps of a training. */
export function toSchedule(recipe: Recipe): Recipe['schedule'] {
  return { ...recipe.schedule };
}

/** Examples evaluated at once; keeps the activations of a wide layer within a few megabytes. */
const evaluationBatch = 256;

/** What a layer goes without is absent, and a dropout of 0 is none. */
function toLayer(layer: Layer, recipe: Recipe): LayerSpec {
  const { units, activation, init, normalization, dropout, residualFrom } = layer;
  return {
    units,
    activation,
    init: toInit(init ?? recipe.init, recipe),
    ...(normalization !== undefined && { normalization }),
    ...(dropout !== undefined && dropout > 0 && { dropout }),
    ...(residualFrom !== undefined && { residualFrom }),
  };
}

function toInit(kind: Init, { initStd, initValue }: Recipe): InitSpec {
  if (kind === 'normal') return { kind, std: initStd };
  return kind === 'constant' ? { kind, value: initValue } : { kind };
}

function toRegularization({ l1, l2, maxNorm, clip }: Recipe): RegularizationSpec {
  return { l1, l2, maxNorm, clipValue: clip.value, clipNorm: clip.norm };
}

/** The settings that the chosen optimiser uses, and no others. */
function toOptimizer(optimizer: Recipe['optimizer']): OptimizerSpec {
  const { kind, learningRate, momentum, beta1, beta2, epsilon, weightDecay } = optimizer;
  switch (kind) {
    case 'sgd':
      return { kind, learningRate };
    case 'momentum':
    case 'nesterov':
      return { kind, learningRate, momentum };
    case 'rmsprop':
      return { kind, learningRate, beta2, epsilon };
    case 'adagrad':
      return { kind, learningRate, epsilon };
    case 'adam':
      return { kind, learningRate, beta1, beta2, epsilon };
    case 'adamw':
      return { kind, learningRate, beta1, beta2, epsilon, weightDecay };
  }
}
