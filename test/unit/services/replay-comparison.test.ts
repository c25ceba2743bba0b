import { expect, test } from 'vitest';
import type { Run } from '#shared/contract/runs.ts';
import { ReplayComparison } from '#main/services/replay-comparison.ts';
import type { HashedMoment, RecordedMoment } from '#main/store/api.ts';
import { makeRun } from '../store/samples.ts';

const hash = (letter: string) => letter.repeat(64);
const at = (step: number, moment: HashedMoment['moment'], W1 = hash('a')): RecordedMoment => ({
  step,
  moment,
  tensors: [
    { name: 'W1', sha256: W1 },
    { name: 'b1', sha256: hash('b') },
  ],
  isSound: true,
});
const whole = [at(0, 'start'), at(4, 'epoch'), at(8, 'end')];

type End = Parameters<ReplayComparison['end']>[0];
const ended = (change: Partial<End> = {}): End => ({
  type: 'ended',
  outcome: 'finished',
  progress: { epoch: 2, step: 8, totalSteps: 8, stepsPerSecond: 1, secondsLeft: 0 },
  seconds: 1,
  scores: { train: { loss: 1 }, dev: null, test: null },
  checkpoint: { kind: 'end', step: 8, epoch: 2, tensors: [], sha256: hash('w'), state: null },
  failure: null,
  bestEpoch: null,
  ...change,
});
const finished: Partial<Run> = { status: 'finished', step: 8, weightsSha256: hash('w') };
const diverged: Partial<Run> = {
  status: 'diverged',
  step: 8,
  weightsSha256: hash('w'),
  failure: { message: 'm', layer: 2, tensor: 'dW', step: 9 },
};

function compare(change: Partial<Run>, recorded: RecordedMoment[], found: HashedMoment[], end = ended()) {
  const comparison = new ReplayComparison(makeRun(change), recorded);
  for (const moment of found) comparison.add(moment);
  comparison.end(end);
  return comparison;
}

test('a training of the same hashes and the same end has no difference, and every step counts once', () => {
  const early = [...whole, at(8, 'epoch')];
  const { difference, checkedSteps } = compare(finished, early, early);
  expect([difference, checkedSteps]).toEqual([null, 3]);
});

test('the first tensor that differs is named with both hashes, and what follows is not looked at', () => {
  const found = [at(0, 'start'), at(4, 'epoch', hash('x')), at(8, 'end', hash('y'))];
  const { difference, checkedSteps } = compare(finished, whole, found);
  expect(difference).toEqual({ step: 4, tensor: 'W1', expected: hash('a'), found: hash('x') });
  expect(checkedSteps).toBe(1);
});

test('a tensor that the record does not have is named, and so is one that is gone', () => {
  const more = { ...at(8, 'end'), tensors: [...at(8, 'end').tensors, { name: 'W2', sha256: hash('c') }] };
  expect(compare(finished, whole, [...whole.slice(0, 2), more]).difference).toEqual({
    step: 8,
    tensor: 'W2',
    expected: null,
    found: hash('c'),
  });
  expect(compare(finished, [...whole.slice(0, 2), more], whole).difference).toEqual({
    step: 8,
    tensor: 'W2',
    expected: hash('c'),
    found: null,
  });
});

test('a step without a record differs, and so does a recorded step that is never reached', () => {
  expect(compare(finished, [at(0, 'start'), at(8, 'end')], whole).difference).toMatchObject({
    step: 4,
    expected: null,
  });
  expect(compare(finished, whole, [at(0, 'start'), at(8, 'end')]).difference).toMatchObject({
    step: 4,
    found: null,
  });
});

test('hashes that were altered in the store are the reason where they differ', () => {
  const recorded = [at(0, 'start'), { ...at(4, 'epoch', hash('f')), isSound: false }, at(8, 'end')];
  expect(compare(finished, recorded, whole).difference?.reason).toContain('step 4 were altered');
});

test('a hash of all weights that fits no tensor was altered', () => {
  const { difference } = compare({ ...finished, weightsSha256: hash('f') }, whole, whole);
  expect(difference).toMatchObject({ step: 8, tensor: 'weights', expected: hash('f'), found: hash('w') });
  expect(difference?.reason).toContain('altered');
});

test('a diverged run must diverge again, at the same step, layer and tensor', () => {
  const again = ended({ outcome: 'diverged', failure: makeRun(diverged).failure });
  expect(compare(diverged, whole, whole, again).difference).toBeNull();
  const elsewhere = { message: 'm', layer: 1, tensor: 'Z', step: 9 };
  expect(
    compare(diverged, whole, whole, ended({ outcome: 'diverged', failure: elsewhere })).difference,
  ).toEqual({
    step: 9,
    tensor: 'dW2',
    expected: 'NaN or infinity in dW of layer 2 at step 9',
    found: 'NaN or infinity in Z of layer 1 at step 9',
  });
  const further = [...whole.slice(0, 2), at(9, 'end')];
  expect(compare(diverged, whole, further, ended({ outcome: 'stopped' })).difference).toMatchObject({
    step: 9,
    found: 'finite numbers',
  });
});

test('a finished run that now diverges differs there', () => {
  const end = ended({ outcome: 'diverged', failure: { message: 'm', layer: 1, tensor: 'Z', step: 3 } });
  expect(compare(finished, whole, [at(0, 'start'), at(2, 'end')], end).difference).toMatchObject({
    step: 3,
    tensor: 'Z1',
    expected: 'finite numbers',
  });
});

test('a run that was killed is compared as far as its record goes', () => {
  const killed = { status: 'interrupted' as const, step: 5 };
  const recorded = whole.slice(0, 2);
  const comparison = compare(killed, recorded, [...recorded, at(4, 'end')], ended({ outcome: 'stopped' }));
  expect([comparison.stopAt, comparison.difference, comparison.checkedSteps]).toEqual([4, null, 2]);
});

test('a replay stops where its run was stopped, and where it diverged; a finished one ends by itself', () => {
  expect(new ReplayComparison(makeRun({ status: 'stopped' }), whole).stopAt).toBe(8);
  expect(new ReplayComparison(makeRun(diverged), whole).stopAt).toBe(9);
  expect(new ReplayComparison(makeRun(finished), whole).stopAt).toBeNull();
});
