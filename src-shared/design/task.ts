import { limits, type Activation, type Design, type Layer, type Loss } from './design.ts';
import { withoutBrokenResiduals } from './residuals.ts';

/** What a dataset asks of a network. It decides the output layer and the loss. */
export const taskKinds = ['binary', 'multiclass', 'regression'] as const;
export type TaskKind = (typeof taskKinds)[number];

export interface Task {
  kind: TaskKind;
  /** n_0: columns of X. */
  inputs: number;
  /** n_L: 1 for binary, the number of classes for multiclass, the number of targets for regression. */
  outputs: number;
}

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

/** The loss that follows from a task. */
export function lossFor(kind: TaskKind): Loss {
  return lossesFor(kind)[0] ?? 'meanSquaredError';
}

/** The output layer that follows from a task: 1 sigmoid, k softmax or d linear units; with another loss, what it reads. */
export function outputLayerFor(task: Task, loss: Loss = lossFor(task.kind)): Layer {
  return { units: task.outputs, activation: outputActivation(task.kind, loss) ?? 'linear' };
}

/** A whole design for a task: the given hidden layers, then the output layer. None hidden is L = 1. A long name is cut. */
export function designFor(task: Task, hidden: readonly Layer[], name: string): Design {
  return {
    format: 'layerbench/design@1',
    name: name.slice(0, limits.name),
    inputs: task.inputs,
    layers: [...hidden.map((layer) => ({ ...layer })), outputLayerFor(task)],
    loss: lossFor(task.kind),
  };
}

/**
 * The same hidden layers for another task: inputs, output layer and loss are fitted, nothing else. A loss that was
 * chosen stays where the new task takes it with the same output; a residual that no longer fits goes.
 */
export function refitDesign(design: Design, task: Task): Design {
  const fitted = designFor(task, design.layers.slice(0, -1), design.name);
  const kept = outputActivation(task.kind, design.loss) === design.layers.at(-1)?.activation;
  const refitted = kept ? withLoss(fitted, task, design.loss) : fitted;
  return { ...refitted, layers: withoutBrokenResiduals(refitted) };
}

/** The design with another loss, and the output activation that it goes with. */
export function withLoss(design: Design, task: Task, loss: Loss): Design {
  const { activation } = outputLayerFor(task, loss);
  const last = design.layers.length - 1;
  return {
    ...design,
    layers: design.layers.map((layer, index) => (index === last ? { ...layer, activation } : layer)),
    loss,
  };
}
