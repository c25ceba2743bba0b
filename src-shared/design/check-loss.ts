import { problem } from '../problem.ts';
import { depth, type Activation, type Design, type Loss } from './design.ts';
import { lossesFor, outputActivation, type TaskKind } from './task.ts';

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
