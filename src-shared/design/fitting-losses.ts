import { problem } from '../problem.ts';
import { depth, type Activation, type Design, type Loss } from './design.ts';
import type { TaskKind } from './task.ts';

/** The losses that can judge a task, the usual one first, and the output activation that each goes with. */
const fitting: Record<TaskKind, readonly { loss: Loss; activation: Activation }[]> = {
  binary: [
    { loss: 'binaryCrossEntropy', activation: 'sigmoid' },
    { loss: 'hinge', activation: 'linear' },
    { loss: 'meanSquaredError', activation: 'sigmoid' },
  ],
  multiclass: [
    { loss: 'crossEntropy', activation: 'softmax' },
    { loss: 'hinge', activation: 'linear' },
    { loss: 'meanSquaredError', activation: 'softmax' },
  ],
  regression: [
    { loss: 'meanSquaredError', activation: 'linear' },
    { loss: 'huber', activation: 'linear' },
  ],
};

/** The losses that can judge a task; the first follows from it. */
export function lossesFor(kind: TaskKind): Loss[] {
  return fitting[kind].map(({ loss }) => loss);
}

/** The activation of the output layer that a loss goes with, e.g. linear for hinge; undefined where it does not fit the task. */
export function outputActivation(kind: TaskKind, loss: Loss): Activation | undefined {
  return fitting[kind].find((ending) => ending.loss === loss)?.activation;
}

/** The one output activation whose values a loss can read; a loss that is absent reads any. */
const reads: Partial<Record<Loss, Activation>> = {
  binaryCrossEntropy: 'sigmoid',
  crossEntropy: 'softmax',
  hinge: 'linear',
};

/**
 * Refuses a loss that cannot read the output layer or does not fit the task.
 *
 * @throws ProblemError design.loss, design.taskLoss
 */
export function checkLoss(design: Design, kind?: TaskKind): void {
  const { loss } = design;
  const layer = depth(design);
  const activation = design.layers[layer - 1]?.activation ?? 'linear';
  const needed = reads[loss];
  if (needed !== undefined && needed !== activation)
    throw problem('design.loss', { loss, layer, activation, needed });
  if (kind !== undefined && outputActivation(kind, loss) === undefined)
    throw problem('design.taskLoss', {
      loss,
      layer,
      activation,
      task: kind,
      needed: lossesFor(kind).join(', '),
    });
}
