import type { ForkRun, Run } from '#shared/contract/runs.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import type { Design } from '#shared/design/design.ts';
import type { Recipe } from '#shared/design/recipe.ts';
import { problem } from '#shared/problem.ts';
import type { NewCheckpoint } from '../training/messages.ts';

/** What a fork is to be: a design and a recipe, and the step of its parent. */
export type ForkPlan = Pick<ForkRun, 'recipe'> & { design: Design; step: number };

/**
 * What a fork takes over of its parent, as its own first checkpoint. Parameters and statistics always; the optimiser's
 * memories while it is the same optimiser; the order of the examples and the place in the epoch while data and seed are
 * the same, otherwise it begins an epoch anew.
 *
 * @throws ProblemError fork.epochs, fork.shapes
 */
export function toForkStart(
  parent: Run,
  { checkpoint }: { checkpoint: NewCheckpoint },
  plan: ForkPlan,
): NewCheckpoint {
  const { state, step } = checkpoint;
  if (state === null) throw problem('run.noCheckpoint', { run: parent.name, step });
  refuseOtherShapes(parent, plan);
  const { recipe } = plan;
  const sameOptimizer = recipe.optimizer.kind === parent.recipe.optimizer.kind;
  const sameOrder = hasSame(parent.recipe, recipe, ['seed', 'split']);
  const sameEpoch = sameOrder && recipe.batchSize === parent.recipe.batchSize;
  const sameStopping = hasSame(parent.recipe, recipe, ['earlyStopping', 'split', 'seed']);
  const batch = sameEpoch ? state.batch : 0;
  if (recipe.epochs < state.epoch + (batch > 0 ? 1 : 0))
    throw problem('fork.epochs', {
      ...{ run: parent.name, step, value: recipe.epochs },
      epoch: state.epoch + (batch > 0 ? 1 : 0),
    });
  const takesOver = {
    parameter: true,
    statistic: true,
    optimizer: sameOptimizer,
    order: sameOrder,
    kept: sameStopping,
  };
  return {
    ...checkpoint,
    kind: 'start',
    tensors: checkpoint.tensors.filter(({ role }) => takesOver[role]),
    state: {
      ...state,
      engine: wasmEngine.id,
      batch,
      seconds: 0,
      powers: sameOptimizer ? state.powers : [1, 1],
      early: sameStopping ? state.early : null,
      best: null,
    },
  };
}

function hasSame(a: Recipe, b: Recipe, fields: (keyof Recipe)[]): boolean {
  return fields.every((field) => JSON.stringify(a[field]) === JSON.stringify(b[field]));
}

/** Parameters can be taken over only where every layer has them in the same shapes. */
function refuseOtherShapes(parent: Run, { design, step }: ForkPlan): void {
  const most = Math.max(design.layers.length, parent.design.layers.length);
  for (let index = 0; index < most; index += 1) {
    const [found, needed] = [describeLayer(design, index), describeLayer(parent.design, index)];
    if (found !== needed)
      throw problem('fork.shapes', { run: parent.name, step, layer: index + 1, found, needed });
  }
}

/** What decides which parameters a layer has, e.g. `(16, 2) with batch normalization`. */
function describeLayer({ inputs, layers }: Design, index: number): string {
  const layer = layers[index];
  if (layer === undefined) return 'no layer';
  const n_prev = layers[index - 1]?.units ?? inputs;
  const { units, normalization } = layer;
  return `(${units}, ${n_prev})${normalization === undefined ? '' : ` with ${normalization} normalization`}`;
}
