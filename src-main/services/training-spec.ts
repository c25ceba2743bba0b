import type { InitSpec, OptimizerSpec, TrainingSpec } from '#shared/core/engine/engine.ts';
import type { Design, Init } from '#shared/design/design.ts';
import type { Recipe } from '#shared/design/recipe.ts';

/** A design and a recipe in the engine's words; a layer without an init of its own takes the recipe's. */
export function toTrainingSpec(design: Design, recipe: Recipe): TrainingSpec {
  return {
    inputs: design.inputs,
    layers: design.layers.map(({ units, activation, init }) => ({
      units,
      activation,
      init: toInit(init ?? recipe.init, recipe.initStd),
    })),
    loss: design.loss,
    optimizer: toOptimizer(recipe.optimizer),
    l2: recipe.l2,
    seed: recipe.seed,
    maxBatch: Math.max(recipe.batchSize, evaluationBatch),
  };
}

/** Examples evaluated at once; keeps the activations of a wide layer within a few megabytes. */
const evaluationBatch = 256;

function toInit(kind: Init, std: number): InitSpec {
  return kind === 'normal' ? { kind, std } : { kind };
}

function toOptimizer(optimizer: Recipe['optimizer']): OptimizerSpec {
  const { kind, learningRate, momentum, beta1, beta2, epsilon } = optimizer;
  switch (kind) {
    case 'sgd':
      return { kind, learningRate };
    case 'momentum':
      return { kind, learningRate, momentum };
    case 'adam':
      return { kind, learningRate, beta1, beta2, epsilon };
  }
}
