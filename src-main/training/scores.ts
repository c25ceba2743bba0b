import type { Evaluation, NetworkTrainer } from '#shared/core/engine/engine.ts';
import type { Score } from '#shared/contract/runs.ts';
import type { PreparedData, PreparedPart } from '../datasets/prepare.ts';
import type { Scores } from './messages.ts';

/** Scores of the parameters as they are now, over the whole train and dev parts; the test part is left alone. */
export function scoreParts(trainer: NetworkTrainer, { train, dev }: PreparedData): Scores {
  const trainScore = scorePart(trainer, train);
  if (trainScore === null) throw new Error('The training part is empty.');
  return { train: trainScore, dev: scorePart(trainer, dev), test: null };
}

/** Null for a part without examples. */
export function scorePart(trainer: NetworkTrainer, { X, Y, m }: PreparedPart): Score | null {
  return m === 0 ? null : toScore(trainer.evaluate(X, Y, m));
}

/** Loss, and accuracy or r²; NaN for what there is not. */
export function scoreNumbers(score: Score | null): [number, number] {
  return [score?.loss ?? Number.NaN, score?.accuracy ?? score?.r2 ?? Number.NaN];
}

/** Scores cross to JSON, where only finite numbers exist. */
function toScore({ loss, accuracy, r2 }: Evaluation): Score {
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    loss: finite(loss),
    ...(accuracy === undefined ? {} : { accuracy: finite(accuracy) }),
    ...(r2 === undefined ? {} : { r2: finite(r2) }),
  };
}
