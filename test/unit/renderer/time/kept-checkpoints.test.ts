import { expect, it } from 'vitest';
import type { CheckpointKind, CheckpointSummary } from '#shared/contract/checkpoints.ts';
import type { Client } from '#renderer/client/client.ts';
import { checkpointChoices, otherStep } from '#renderer/views/fork/checkpoint-choices.ts';
import { KeptCheckpoints } from '#renderer/views/time/kept-checkpoints.svelte.ts';
import { aRun } from '../runs/a-run.ts';

const kept = (kind: CheckpointKind, step: number, isWhole = true): CheckpointSummary => ({
  ...{ kind, step, isWhole },
  ...{ epoch: Math.floor(step / 4), createdAt: 0, sha256: 's', bytes: 1 },
});
const list = [kept('start', 0), kept('keyframe', 20), kept('best', 20), kept('end', 40, false)];

function open() {
  const asked: string[] = [];
  const client = {
    runs: {
      checkpoints: ({ run }: { run: string }) => {
        asked.push(run);
        return Promise.resolve(list);
      },
    },
  };
  return { checkpoints: new KeptCheckpoints(client as unknown as Client), asked };
}

it('checkpoints are read once for an ended run, and again when it has changed', async () => {
  const { checkpoints, asked } = open();
  await checkpoints.follow(aRun());
  await checkpoints.follow(aRun({ name: 'other' }));
  expect(asked).toEqual(['a']);
  await checkpoints.follow(aRun({ status: 'training', step: 40 }));
  expect(asked).toEqual(['a', 'a']);
});

it('those of a run at work are read again when it has gone on for a while', async () => {
  const { checkpoints, asked } = open();
  const at = (step: number) => aRun({ status: 'training', step, totalSteps: 6400 });
  for (const step of [0, 50, 99, 100, 150, 200]) await checkpoints.follow(at(step));
  expect(asked).toHaveLength(3);
});

it('steps are those from which training can go on, each once', async () => {
  const { checkpoints } = open();
  await checkpoints.follow(aRun());
  expect(checkpoints.steps).toEqual([0, 20]);
});

it('choices tell in plain words what each is kept for, the latest first', () => {
  expect(checkpointChoices(list, { first: 0, last: 40 })).toEqual([
    { value: otherStep, label: 'another step', disabled: true },
    { value: '20', label: '20 · epoch 5 · kept on the way, lowest dev loss' },
    { value: '0', label: '0 · epoch 0 · the beginning' },
  ]);
});
