import { limits, type Activation, type Design, type Layer, type Loss } from './design.ts';

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

const endings: Record<TaskKind, { activation: Activation; loss: Loss }> = {
  binary: { activation: 'sigmoid', loss: 'binaryCrossEntropy' },
  multiclass: { activation: 'softmax', loss: 'crossEntropy' },
  regression: { activation: 'linear', loss: 'meanSquaredError' },
};

/** The loss that follows from a task. */
export function lossFor(kind: TaskKind): Loss {
  return endings[kind].loss;
}

/** The output layer that follows from a task: 1 sigmoid, k softmax or d linear units. */
export function outputLayerFor(task: Task): Layer {
  return { units: task.outputs, activation: endings[task.kind].activation };
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

/** The same hidden layers for another task: inputs, output layer and loss are fitted, nothing else. */
export function refitDesign(design: Design, task: Task): Design {
  return designFor(task, design.layers.slice(0, -1), design.name);
}
