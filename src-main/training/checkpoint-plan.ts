import { timeOfStep } from '#shared/core/engine/wasm-engine.ts';
import type { TrainingSpec } from '#shared/core/engine/engine.ts';
import type { CheckpointKind } from '#shared/contract/checkpoints.ts';

/** How often a training is secured against a crash. It changes no number. */
export interface CheckpointPolicy {
  /** Also after every so many steps; null is never. */
  everySteps: number | null;
  /** After so many seconds without one. */
  everySeconds: number;
}

/** The most keyframes of one training, and the most bytes that they may take together. */
const mostKeyframes = 64;
const mostKeyframeBytes = 64 * 2 ** 20;
/** Going back in time from one keyframe towards the next takes about so long at least, in nanoseconds. */
const leastReplay = 0.25e9;

/**
 * Steps from one keyframe to the next: as many keyframes as may be kept lie evenly over the training, but none lie so
 * close that training from one to the next again would take no time. The rule knows only the network and the totals,
 * so the same run has the same keyframes.
 *
 * @param bytes of one checkpoint
 */
export function keyframeInterval(
  spec: TrainingSpec,
  { batchSize, totalSteps, bytes }: { batchSize: number; totalSteps: number; bytes: number },
): number {
  const most = Math.max(2, Math.min(mostKeyframes, Math.floor(mostKeyframeBytes / bytes)));
  const worthwhile = leastReplay / timeOfStep(spec, batchSize);
  return Math.ceil(Math.max(totalSteps / most, worthwhile, 1));
}

/** Says when a checkpoint is due. */
export class CheckpointPlan {
  readonly #policy: CheckpointPolicy;
  readonly #interval: number;
  readonly #now: () => number;
  /** When the last one was taken, in milliseconds. */
  #since: number;

  constructor(policy: CheckpointPolicy, interval: number, now: () => number) {
    this.#policy = policy;
    this.#interval = interval;
    this.#now = now;
    this.#since = now();
  }

  /** How many more steps may be taken before one is due by its step. */
  stepsLeft(step: number): number {
    const left = (every: number) => every - (step % every);
    const { everySteps } = this.#policy;
    return Math.min(left(this.#interval), everySteps === null ? Infinity : left(everySteps));
  }

  /** Which kind is due after this step, and counts as taken. */
  take(step: number): Extract<CheckpointKind, 'keyframe' | 'recovery'> | null {
    const { everySteps, everySeconds } = this.#policy;
    const isKeyframe = step % this.#interval === 0;
    const isOld = this.#now() - this.#since >= everySeconds * 1000;
    if (!isKeyframe && !isOld && (everySteps === null || step % everySteps !== 0)) return null;
    this.#since = this.#now();
    return isKeyframe ? 'keyframe' : 'recovery';
  }
}
