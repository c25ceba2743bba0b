import { expect, test } from 'vitest';
import { goOn, joinRows, makeJob, optimizers, train, type Told } from './small-training.ts';

const layerKinds = [
  { name: 'plain layers', layers: {} },
  { name: 'dropout', layers: { dropout: 0.3 } },
  { name: 'batch normalization', layers: { normalization: 'batch' as const } },
  { name: 'layer normalization and dropout', layers: { normalization: 'layer' as const, dropout: 0.2 } },
];
const kinds = optimizers.flatMap((optimizer) => layerKinds.map((layer) => ({ optimizer, ...layer })));
/** 8 epochs of 5 steps: in the middle of epochs, at their ends, at the beginning. */
const stops = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 14, 15, 18, 20, 22, 25, 27, 30, 33, 35, 38, 39, 40];

/** Two halves of a training against the whole. */
function expectWhole(halves: Told[], whole: Told): void {
  const [, second] = halves;
  expect(second?.last.sha256).toBe(whole.last.sha256);
  expect(second?.last.tensors).toEqual(whole.last.tensors);
  expect({ ...second?.last.state, seconds: 0 }).toEqual({ ...whole.last.state, seconds: 0 });
  expect(second?.end).toEqual(whole.end);
  const rows = halves.flatMap((half) => half.rows);
  for (const group of ['step', 'layer', 'evaluation'] as const)
    expect(joinRows(rows, group)).toEqual(joinRows(whole.rows, group));
  expect(halves.flatMap((half) => half.hashes)).toEqual(whole.hashes);
}

test.each(kinds)(
  '$optimizer.kind with $name, stopped at any of 24 steps, goes on to the same bytes and rows',
  async ({ optimizer, layers }) => {
    const whole = await train(makeJob({ optimizer, layers }));
    expect(whole.last.step).toBe(40);
    for (const stopAt of stops) {
      const first = await train(makeJob({ optimizer, layers, stopAt }));
      expect(first.last.step).toBe(stopAt);
      const second = await train(makeJob({ optimizer, layers, start: goOn(first.last) }));
      expectWhole([first, second], whole);
    }
  },
);

test('a training that is stopped again and again goes on as often', async () => {
  const change = { layers: { dropout: 0.3 }, optimizer: { ...optimizers[5] } as (typeof optimizers)[number] };
  const whole = await train(makeJob(change));
  let last = (await train(makeJob({ ...change, stopAt: 1 }))).last;
  for (const stopAt of [4, 5, 13, 20, 29, null])
    last = (await train(makeJob({ ...change, start: goOn(last), stopAt }))).last;
  expect(last.tensors).toEqual(whole.last.tensors);
});

test('early stopping gives up at the same epoch and puts the same parameters back, wherever it was stopped', async () => {
  const change = { earlyStopping: { patience: 2, minDelta: 0.001 }, epochs: 60 };
  const fast = { ...change, optimizer: { kind: 'sgd' as const, learningRate: 3 } };
  const whole = await train(makeJob(fast));
  expect(whole.end.bestEpoch).toBeGreaterThan(0);
  expect(whole.last.state).toBeNull();
  for (let stopAt = 0; stopAt < whole.last.step; stopAt += 3) {
    const first = await train(makeJob({ ...fast, stopAt }));
    const second = await train(makeJob({ ...fast, start: goOn(first.last) }));
    expect({ stopAt, end: second.end, sha256: second.last.sha256 }).toEqual({
      stopAt,
      end: whole.end,
      sha256: whole.last.sha256,
    });
  }
});

test('the best checkpoint after going on is the one of a training that never stopped', async () => {
  const bestOf = (told: Told[]) =>
    told
      .flatMap(({ checkpoints }) => checkpoints)
      .filter(({ kind }) => kind === 'best')
      .at(-1);
  const whole = await train(makeJob());
  const first = await train(makeJob({ stopAt: 17 }));
  const second = await train(makeJob({ start: goOn(first.last) }));
  expect(bestOf([first, second])?.sha256).toBe(bestOf([whole])?.sha256);
  expect(bestOf([whole])?.state?.best).toEqual(whole.last.state?.best);
});
