import type { ActivationName, InitSpec } from '../../engine/engine.ts';

/** What a run shows to be wrong with it. */
export interface Finding {
  kind: FindingKind;
  /** The layer it is about; null where it is about the whole. */
  layer: number | null;
  /** The numbers that show it, by name; each rule says which. */
  evidence: Readonly<Record<string, number>>;
  /** What may mend it, the likeliest first; each is a change for another run. */
  remedies: readonly Remedy[];
}

export const findingKinds = [
  'diverged',
  'noLearning',
  'wrongInit',
  'vanishing',
  'exploding',
  'saturated',
  'deadRelu',
  'learningRateHigh',
  'learningRateLow',
  'plateau',
  'overfitting',
  'imbalance',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** A change of hyperparameters; absent ones stay. */
export interface Remedy {
  /** Of every hidden layer. */
  activation?: ActivationName;
  init?: InitSpec['kind'];
  learningRate?: number;
  clipNorm?: number;
  l2?: number;
  /** Epochs without a better dev loss. */
  patience?: number;
  schedule?: 'cosine';
}

/** What the rules look at. */
export interface RunRecord {
  /** Layers 1 … L. */
  layers: readonly { units: number; activation: ActivationName }[];
  init: InitSpec['kind'];
  learningRate: number;
  batchSize: number;
  /** Where it diverged; null where it did not. */
  divergence: { layer: number | null; step: number } | null;
  /** Examples of each class in the training part; empty for regression, or where it is not known. */
  classCounts: readonly number[];
  /** A recorded series, e.g. `train.loss`; empty where it was not recorded. */
  read: (key: string) => Points;
}

export interface Points {
  steps: ArrayLike<number>;
  values: ArrayLike<number>;
}

/** Finds at most one thing, or one for each layer. */
export type Rule = (record: RunRecord) => Finding[];
