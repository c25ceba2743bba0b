import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunsState } from '#renderer/state/runs.svelte.ts';
import { aRun } from './a-run.ts';
import { fakeRunsClient } from './fake-runs-client.ts';

const progress = { epoch: 1, step: 6, totalSteps: 40, stepsPerSecond: 10, secondsLeft: 3 };
let stop = () => undefined as void;

async function startState(...given: Parameters<typeof fakeRunsClient>) {
  const fake = fakeRunsClient(...given);
  const state = new RunsState(fake.client);
  stop = state.start();
  await vi.waitFor(() => expect(state.connection).toBe('open'));
  return { state, ...fake };
}

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => queueMicrotask(draw));
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

describe('the runs of the window', () => {
  it('are the list of the store once connected', async () => {
    const { state } = await startState([aRun()]);
    expect(state.loaded).toBe(true);
    expect(state.find('a')?.name).toBe('spirals 2-8-1');
    expect(state.find('b')).toBeUndefined();
    expect(state.find(null)).toBeUndefined();
  });

  it('follow events: a changed run in its place, a new one by its time', async () => {
    const { state, send } = await startState([aRun({ id: 'b', createdAt: 2000 }), aRun()]);
    send({ type: 'run', run: aRun({ status: 'training', endedAt: null }) });
    send({ type: 'run', run: aRun({ id: 'c', createdAt: 1500, status: 'queued' }) });
    await vi.waitFor(() => expect(state.list.map(({ id }) => id)).toEqual(['b', 'c', 'a']));
    expect(state.active.map(({ id }) => id)).toEqual(['c', 'a']);
  });

  it('read the list again when another process writes, and after a lost connection', async () => {
    const runs = [aRun()];
    const { state, calls, send, lose } = await startState(runs);
    runs.unshift(aRun({ id: 'b', createdAt: 3000 }));
    send({ type: 'storeChanged' });
    await vi.waitFor(() => expect(state.list).toHaveLength(2));
    lose();
    await vi.waitFor(() => expect(calls.filter((call) => call === 'live')).toHaveLength(2), {
      timeout: 5000,
    });
    await vi.waitFor(() => expect(state.connection).toBe('open'));
  });

  it('keep what an event told while lists were on their way, however many were asked for', async () => {
    const stored = [aRun({ status: 'training', endedAt: null })];
    const { state, calls, send, holdLists } = await startState(stored);
    const { version } = state;
    const lists = () => calls.filter((call) => call === 'list').length;
    const held = holdLists();
    send({ type: 'storeChanged' });
    await vi.waitFor(() => expect(lists()).toBe(2));
    send({ type: 'storeChanged' });
    stored[0] = aRun({ status: 'stopped' });
    send({ type: 'run', run: stored[0] });
    await vi.waitFor(() => expect(state.find('a')?.status).toBe('stopped'));
    held.resolve();
    await vi.waitFor(() => expect(state.version).toBe(version + 2));
    expect(state.find('a')?.status).toBe('stopped');
  });

  it('merge stored series with live points, and ask for what is stored once', async () => {
    const stored = { 'batch.loss': { step: [1, 2, 3], value: [3, 2, 1] } };
    const { state, calls, send } = await startState([aRun({ status: 'training', endedAt: null })], stored);
    await state.loadSeries('a', ['batch.loss', 'dev.loss']);
    await state.loadSeries('a', ['batch.loss']);
    expect(calls.filter((call) => call.startsWith('series'))).toEqual(['series batch.loss']);
    send({ type: 'frames', run: 'a', progress, series: { 'batch.loss': { step: [3, 4], value: [10, 9] } } });
    await vi.waitFor(() => expect(state.live('a')?.progress).toEqual(progress));
    expect(state.seriesOf('a', ['batch.loss', 'dev.loss'])).toEqual({
      'batch.loss': { step: [1, 2, 3, 4], value: [3, 2, 10, 9] },
    });
  });

  it('take what is stored, every point of it, once a run has ended', async () => {
    const stored = { 'batch.loss': { step: [1, 2, 3, 4], value: [4, 3, 2, 1] } };
    const { state, send } = await startState([aRun({ status: 'training', endedAt: null })], stored);
    send({ type: 'frames', run: 'a', progress, series: { 'batch.loss': { step: [2, 4], value: [3, 1] } } });
    await vi.waitFor(() => expect(state.live('a')?.keys).toEqual(['batch.loss']));
    send({ type: 'run', run: aRun() });
    await vi.waitFor(() => expect(state.live('a')).toBeUndefined());
    expect(state.seriesOf('a', ['batch.loss'])).toEqual(stored);
  });

  it('are started, renamed and steered through the services', async () => {
    const { state, calls, send } = await startState([aRun()]);
    const { design, recipe } = aRun();
    await state.startRun({ name: 'mine', data: 'spirals', design, recipe });
    expect(state.list[0]?.name).toBe('mine');
    await state.rename('a', 'the other');
    expect(state.find('a')?.name).toBe('the other');
    send({ type: 'run', run: aRun({ status: 'interrupted' }) });
    await vi.waitFor(() => expect(state.find('a')?.status).toBe('interrupted'));
    await state.rename('a', 'once more');
    expect(state.find('a')).toMatchObject({ name: 'once more', status: 'interrupted' });
    await state.pause('a');
    await state.resume('a');
    await state.stop('a');
    expect(calls.slice(-3)).toEqual(['pause a', 'resume a', 'stop a']);
    await expect(state.stop('none')).rejects.toThrow('unknown run');
  });
});
