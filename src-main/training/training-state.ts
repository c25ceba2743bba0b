import type { NetworkTrainer } from '#shared/core/engine/engine.ts';
import type { TrainingState } from '#shared/contract/checkpoints.ts';
import type { BatchOrder } from './batch-order.ts';
import type { BestKeeper } from './best-keeper.ts';
import type { CheckpointSpace } from './checkpoint-space.ts';
import type { Course } from './course.ts';
import type { EarlyStopping } from './early-stopping.ts';
import type { NewCheckpoint, TrainingStart } from './messages.ts';
import { copyTensors, isPredicting, restoreTensors, type LiveTensor } from './snapshot.ts';
import { hashTensors } from './weights-hash.ts';

/** The parts of a training that have a state between two steps. */
export interface StatefulParts {
  engine: string;
  trainer: NetworkTrainer;
  order: BatchOrder;
  early: EarlyStopping | null;
  best: BestKeeper;
  course: Course;
  tensors: readonly LiveTensor[];
  space: CheckpointSpace;
}

export function readState(parts: StatefulParts, seconds: number): TrainingState {
  const { engine, trainer, order, early, best, course } = parts;
  const [first, second] = trainer.position.powers;
  const { step, epoch, batch } = course;
  return {
    ...{ engine, step, epoch, batch, seconds },
    batches: order.state,
    powers: [first, second],
    early: early?.state ?? null,
    best: best.best,
  };
}

/** Puts a checkpoint back; the tensors that a fork does not take over stay as they are. */
export function restoreState(
  { trainer, order, early, tensors }: Pick<StatefulParts, 'trainer' | 'order' | 'early' | 'tensors'>,
  { state, tensors: saved, isBeginning }: TrainingStart,
): void {
  const held = new Set(saved.map(({ role }) => role));
  restoreTensors(isBeginning ? tensors.filter(({ role }) => held.has(role)) : tensors, saved);
  trainer.position = { step: state.step, powers: state.powers };
  if (held.has('order')) order.state = state.batches;
  if (early !== null && state.early !== null) early.state = state.early;
}

/**
 * A copy of everything as it is now, in the place of the one of its kind before; the hash is made when the copy is
 * asked for.
 */
export function copyState(
  parts: StatefulParts,
  kind: NewCheckpoint['kind'],
  seconds: number,
): () => NewCheckpoint {
  const state = readState(parts, seconds);
  const tensors = copyTensors(parts.tensors, parts.space.for(kind));
  return () => ({
    ...{ kind, step: state.step, epoch: state.epoch, tensors, state },
    sha256: hashTensors(tensors.filter(isPredicting)),
  });
}

/** What can be looked at but not gone on from: parameters and statistics alone. */
export function withoutState(checkpoint: NewCheckpoint): NewCheckpoint {
  return { ...checkpoint, tensors: checkpoint.tensors.filter(isPredicting), state: null };
}
