import type { Failure, Run } from '#shared/contract/runs.ts';
import type { HashedMoment, RecordedMoment } from '../store/api.ts';
import type { FromWorker } from '../training/messages.ts';
import type { ReplayDifference } from './replay-report.ts';

type Ended = Extract<FromWorker, { type: 'ended' }>;

/**
 * Holds a training beside the record of an earlier one, moment by moment, until the first difference. `reason` is
 * filled in only where the record of the hashes itself was altered.
 */
export class ReplayComparison {
  difference: ReplayDifference | null = null;
  readonly #run: Run;
  readonly #recorded: ReadonlyMap<string, RecordedMoment>;
  readonly #hasEnd: boolean;
  readonly #checked = new Set<number>();
  readonly #seen = new Set<string>();
  #end: HashedMoment | null = null;

  constructor(run: Run, recorded: readonly RecordedMoment[]) {
    this.#run = run;
    this.#recorded = new Map(recorded.map((moment) => [keyOf(moment), moment]));
    this.#hasEnd = recorded.some(({ moment }) => moment === 'end');
  }

  get checkedSteps(): number {
    return this.#checked.size;
  }

  /**
   * Where the replay must stop: a run that was ended from outside, at the last step that it recorded; one that
   * diverged, where it must diverge again; null for one that ended by itself.
   */
  get stopAt(): number | null {
    const { status, failure } = this.#run;
    if (status === 'finished') return null;
    if (status === 'diverged') return failure?.step ?? null;
    return Math.max(...[...this.#recorded.values()].map(({ step }) => step));
  }

  /** The hashes of a moment of the replay. The end is looked at when it is known what kind of end it is. */
  add(found: HashedMoment): void {
    if (found.moment === 'end') this.#end = found;
    else this.difference ??= this.#compareMoment(found);
  }

  /** How the replay ended; the last word. */
  end({ outcome, failure, checkpoint }: Ended): void {
    this.difference ??=
      compareEnds(this.#run, outcome === 'diverged' ? failure : null) ??
      this.#compareEnd() ??
      this.#compareWeights(checkpoint.sha256) ??
      this.#findMissed();
  }

  #compareMoment(found: HashedMoment): ReplayDifference | null {
    const recorded = this.#recorded.get(keyOf(found));
    this.#seen.add(keyOf(found));
    const difference = recorded ? compareTensors(recorded, found) : notRecorded(found);
    if (difference === null) this.#checked.add(found.step);
    return difference;
  }

  /** A run that was killed recorded no end; its replay ends where the record does. */
  #compareEnd(): ReplayDifference | null {
    const isKilled = !this.#hasEnd && this.#run.weightsSha256 === null;
    return this.#end === null || isKilled ? null : this.#compareMoment(this.#end);
  }

  #compareWeights(found: string): ReplayDifference | null {
    const { weightsSha256: expected, step } = this.#run;
    if (expected === null || expected === found) return null;
    // Each tensor alone had its recorded hash, so the hash over all of them cannot have been this one.
    const reason = 'the recorded hash of the run’s weights was altered after it was trained';
    return { step, tensor: 'weights', reason, expected, found };
  }

  /** A recorded moment that the replay never came to. */
  #findMissed(): ReplayDifference | null {
    const missed = [...this.#recorded.entries()].find(([key]) => !this.#seen.has(key))?.[1];
    const tensor = missed?.tensors[0];
    if (missed === undefined || tensor === undefined) return null;
    return {
      step: missed.step,
      tensor: tensor.name,
      ...reasonOf(missed),
      expected: tensor.sha256,
      found: null,
    };
  }
}

function keyOf({ step, moment }: HashedMoment): string {
  return `${step} ${moment}`;
}

function compareTensors(recorded: RecordedMoment, found: HashedMoment): ReplayDifference | null {
  const length = Math.max(recorded.tensors.length, found.tensors.length);
  for (let at = 0; at < length; at += 1) {
    const [expected, now] = [recorded.tensors[at], found.tensors[at]];
    if (expected?.name === now?.name && expected?.sha256 === now?.sha256) continue;
    const same = expected?.name === now?.name;
    return {
      step: found.step,
      tensor: now?.name ?? expected?.name ?? '',
      ...reasonOf(recorded),
      expected: same || now === undefined ? (expected?.sha256 ?? null) : null,
      found: now?.sha256 ?? null,
    };
  }
  return null;
}

function notRecorded({ step, tensors }: HashedMoment): ReplayDifference {
  const [first] = tensors;
  return { step, tensor: first?.name ?? '', expected: null, found: first?.sha256 ?? null };
}

function reasonOf({ isSound, step }: RecordedMoment): { reason?: string } {
  return isSound
    ? {}
    : { reason: `the recorded hashes of step ${step} were altered after the run was trained` };
}

/** A training that diverged must diverge again in the same place, and any other must not. */
function compareEnds(run: Run, found: Failure | null): ReplayDifference | null {
  const expected = run.status === 'diverged' ? run.failure : null;
  const [before, now] = [placeOf(expected), placeOf(found)];
  if (before === now) return null;
  const first = firstOf(expected, found);
  return {
    step: first.step ?? run.step,
    tensor: `${first.tensor ?? ''}${first.layer ?? ''}`,
    expected: before ?? 'finite numbers',
    found: now ?? 'finite numbers',
  };
}

function placeOf(failure: Failure | null): string | null {
  if (failure === null) return null;
  return `NaN or infinity in ${failure.tensor ?? ''} of layer ${failure.layer ?? ''} at step ${failure.step ?? ''}`;
}

function firstOf(a: Failure | null, b: Failure | null): Failure {
  if (a === null || b === null) return a ?? b ?? { message: '' };
  return (a.step ?? Infinity) <= (b.step ?? Infinity) ? a : b;
}
