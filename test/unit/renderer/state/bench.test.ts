import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parameterCount } from '#shared/design/shapes.ts';
import { Bench } from '#renderer/state/bench.svelte.ts';
import { Datasets } from '#renderer/state/datasets.svelte.ts';
import { fakeClient } from './fake-client.ts';

async function startBench(saved?: Parameters<typeof fakeClient>[0]) {
  const { client, written } = fakeClient(saved);
  const clock = { now: 0 };
  const bench = new Bench(client, new Datasets(client), { now: () => clock.now });
  await bench.start();
  return { bench, written, clock };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the bench', () => {
  it('starts with the spirals experiment the first time', async () => {
    const { bench } = await startBench();
    expect(bench.data).toBe('spirals');
    expect(bench.design.layers.map((layer) => layer.units)).toEqual([32, 32, 1]);
    expect(parameterCount(bench.design)).toBe(1185);
    expect(bench.problem).toBeNull();
    expect(bench.canUndo).toBe(false);
  });

  it('opens the saved experiment again', async () => {
    const { bench } = await startBench();
    await bench.setData('iris');
    const saved = bench.draft;
    const { bench: reopened } = await startBench(saved);
    expect(reopened.draft).toEqual(saved);
  });

  it('falls back to the spirals when the saved data is gone', async () => {
    const { bench } = await startBench();
    const { bench: reopened } = await startBench({ ...bench.draft, data: 'dataset:gone' });
    expect(reopened.data).toBe('spirals');
  });

  it('fits inputs, output layer and loss to newly chosen data and keeps the hidden layers', async () => {
    const { bench } = await startBench();
    const hidden = bench.design.layers.slice(0, -1);
    await bench.setData('iris');
    expect(bench.design.inputs).toBe(4);
    expect(bench.design.layers.at(-1)).toEqual({ units: 3, activation: 'softmax' });
    expect(bench.design.loss).toBe('crossEntropy');
    expect(bench.design.layers.slice(0, -1)).toEqual(hidden);
    expect(bench.problem).toBeNull();
  });

  it('undoes and redoes a change of data as one step', async () => {
    const { bench } = await startBench();
    const before = bench.draft;
    await bench.setData('sine');
    const after = bench.draft;
    bench.undo();
    expect(bench.draft).toEqual(before);
    expect(bench.canRedo).toBe(true);
    bench.redo();
    expect(bench.draft).toEqual(after);
    expect(bench.canRedo).toBe(false);
  });

  it('takes a dragged slider back in one step, and a later change in another', async () => {
    const { bench, clock } = await startBench();
    for (const units of [33, 40, 48]) {
      bench.setLayers([0], { units });
      clock.now += 50;
    }
    clock.now += 5000;
    bench.setLayers([0], { units: 64 });
    bench.undo();
    expect(bench.design.layers[0]?.units).toBe(48);
    bench.undo();
    expect(bench.design.layers[0]?.units).toBe(32);
    expect(bench.canUndo).toBe(false);
  });

  it('forgets what was undone when something else is changed', async () => {
    const { bench } = await startBench();
    bench.addLayer(0);
    bench.undo();
    bench.removeLayers([0]);
    expect(bench.canRedo).toBe(false);
  });

  it('never touches the output layer when layers are added, moved or removed', async () => {
    const { bench } = await startBench();
    const output = bench.design.layers.at(-1);
    bench.addLayer(99);
    bench.moveLayer(0, 99);
    bench.moveLayer(3, 0);
    bench.removeLayers([3]);
    expect(bench.design.layers).toHaveLength(4);
    expect(bench.design.layers.at(-1)).toEqual(output);
  });

  it('shows an output that does not match the data, and mends it in one step that can be undone', async () => {
    const { bench } = await startBench();
    bench.setLayers([2], { units: 3 });
    expect(bench.clashes).toMatchObject([{ kind: 'outputs', l: 3, found: 3, needed: 1 }]);
    expect(bench.ready).toBe(false);
    const broken = bench.draft;
    const fix = bench.clashes[0]?.fixes[0];
    if (fix === undefined) throw new Error('a clash has a fix');
    bench.applyFix(fix);
    expect([bench.clashes, bench.ready]).toEqual([[], true]);
    bench.undo();
    expect(bench.draft).toEqual(broken);
  });

  it('puts a preset without data beside the data that is there, and says what does not fit', async () => {
    const { bench } = await startBench();
    await bench.loadPreset('images');
    expect(parameterCount(bench.design)).toBe(245_973);
    expect(bench.data).toBe('spirals');
    expect(bench.clashes).toMatchObject([{ kind: 'inputs', found: 12_288, needed: 2 }]);
  });

  it('moves a hidden layer to another place', async () => {
    const { bench } = await startBench();
    bench.setLayers([0], { units: 5 });
    bench.moveLayer(0, 1);
    expect(bench.design.layers.map((layer) => layer.units)).toEqual([32, 5, 1]);
  });

  it('sets and clears the init of a layer, the output layer too', async () => {
    const { bench } = await startBench();
    bench.setLayers([2], { init: 'zeros' });
    expect(bench.design.layers[2]?.init).toBe('zeros');
    bench.setLayers([2], { init: null });
    expect(bench.design.layers[2]).not.toHaveProperty('init');
  });

  it('takes back and brings again a layer whose residual went with it', async () => {
    const { bench } = await startBench();
    bench.setLayers([1], { residualFrom: 1 });
    const before = bench.draft;
    bench.removeLayers([0]);
    expect(bench.design.layers[0]).not.toHaveProperty('residualFrom');
    const after = bench.draft;
    bench.undo();
    expect(bench.draft).toEqual(before);
    expect(bench.design.layers[1]?.residualFrom).toBe(1);
    bench.redo();
    expect(bench.draft).toEqual(after);
    expect(bench.problem).toBeNull();
  });

  it('changes the loss together with the output activation, in one step', async () => {
    const { bench } = await startBench();
    const before = bench.draft;
    bench.setLoss('hinge');
    expect(bench.design.loss).toBe('hinge');
    expect(bench.design.layers.at(-1)?.activation).toBe('linear');
    expect(bench.problem).toBeNull();
    bench.undo();
    expect(bench.draft).toEqual(before);
  });

  it('refuses early stopping where no dev part is left to watch', async () => {
    const { bench } = await startBench();
    expect(bench.setSetting('earlyStopping.patience', 5)).toBeNull();
    expect(bench.setSetting('split.dev', 0)).toContain('dev part');
    expect(bench.recipe.split.dev).toBe(0.2);
  });

  it('takes a good hyperparameter and refuses a bad one with what is accepted', async () => {
    const { bench } = await startBench();
    expect(bench.setSetting('optimizer.learningRate', 0.1)).toBeNull();
    expect(bench.recipe.optimizer.learningRate).toBe(0.1);
    expect(bench.setSetting('optimizer.learningRate', -1)).toContain('a number above 0 is accepted');
    expect(bench.recipe.optimizer.learningRate).toBe(0.1);
  });

  it('refuses a dev and a test share that leave nothing to train on', async () => {
    const { bench } = await startBench();
    expect(bench.setSetting('split.test', 0.9)).toContain('below 1');
  });

  it('writes only the newest of quick changes, a little later', async () => {
    const { bench, written } = await startBench();
    bench.setLayers([0], { units: 8 });
    bench.setLayers([0], { units: 9 });
    expect(written).toHaveLength(0);
    await vi.runAllTimersAsync();
    expect(written.map((draft) => draft.design.layers[0]?.units)).toEqual([9]);
  });

  it('writes at once when the page goes', async () => {
    const { bench, written } = await startBench();
    bench.setLayers([0], { units: 8 });
    await bench.flush();
    expect(written.at(-1)).toEqual(bench.draft);
  });

  it('says which batch the training part fills, where the chosen one is larger', async () => {
    const { bench } = await startBench();
    const train = bench.trainingExamples ?? 0;
    expect(bench.fittingBatch).toBeNull();
    bench.setSetting('batchSize', train + 1);
    expect([bench.fittingBatch, bench.ready, bench.problem]).toEqual([train, false, null]);
    bench.setSetting('batchSize', train);
    expect([bench.fittingBatch, bench.ready]).toEqual([null, true]);
  });

  it('asks what memory training takes only when something can be trained', async () => {
    const { bench } = await startBench();
    expect(await bench.askMemory()).toBe(3);
    bench.setSetting('batchSize', (bench.trainingExamples ?? 0) + 1);
    expect(await bench.askMemory()).toBeNull();
  });
});
