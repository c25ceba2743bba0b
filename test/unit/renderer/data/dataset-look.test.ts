import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '#renderer/client/client.ts';
import { Bench } from '#renderer/state/bench.svelte.ts';
import { DatasetLook } from '#renderer/state/dataset-look.svelte.ts';
import { Datasets } from '#renderer/state/datasets.svelte.ts';
import { Notices } from '#renderer/state/notices.ts';
import { fakeClient } from '../state/fake-client.ts';

const option = (name: string, value: number) => ({
  ...{ name, default: value, min: 0, max: 1000, integer: false },
});
const spirals = { name: 'spirals', options: [option('n', 600), option('noise', 0.1), option('seed', 1)] };

let look: DatasetLook;
let bench: Bench;
let asked: string[];

beforeEach(async () => {
  asked = [];
  const { client } = fakeClient();
  const preview = (question: Parameters<Client['datasets']['preview']>[0]) => {
    asked.push(question.source);
    return client.datasets.preview(question);
  };
  const looking = {
    ...client,
    datasets: { ...client.datasets, preview },
    dataLooks: { generators: () => Promise.resolve([spirals]) },
  } as unknown as Client;
  const datasets = new Datasets(looking);
  bench = new Bench(looking, datasets);
  await bench.start();
  look = new DatasetLook({ client: looking, datasets, bench, notices: new Notices() });
  await look.start();
});

describe('the dataset that is looked at', () => {
  it('is the one on the bench until another is chosen', () => {
    expect(look.source).toBe('spirals');
    expect(look.isOnBench).toBe(true);
    look.choose('iris');
    expect(look.source).toBe('iris');
    expect(look.summary?.task.inputs).toBe(4);
    expect(look.isOnBench).toBe(false);
  });

  it('is put on the bench with one press', async () => {
    look.choose('iris');
    await look.use();
    expect(bench.data).toBe('iris');
    expect(look.isOnBench).toBe(true);
  });

  it('is what comes onto the bench from elsewhere, also while points are drawn', async () => {
    look.choose('iris');
    look.isDrawing = true;
    await bench.setData('moons');
    expect(look.source).toBe('moons');
    expect(look.isDrawing).toBe(false);
  });
});

describe('the options of a generator', () => {
  it('are read from the source text, defaults where it says nothing', async () => {
    look.setOption('noise', 0.3);
    expect(look.options).toEqual({ n: 600, noise: 0.3, seed: 1 });
    await vi.waitFor(() => expect(look.source).toBe('spirals:noise=0.3'));
    expect(look.options).toEqual({ n: 600, noise: 0.3, seed: 1 });
  });

  it('make the shortest source text, in the order of the generator', async () => {
    look.setOption('seed', 7);
    look.setOption('n', 50);
    await vi.waitFor(() => expect(look.source).toBe('spirals:n=50,seed=7'));
    look.resetOptions();
    await vi.waitFor(() => expect(look.source).toBe('spirals'));
  });

  it('ask only for the newest of many changes while one is on its way', async () => {
    asked.length = 0;
    for (let n = 11; n <= 40; n += 1) look.setOption('n', n);
    await vi.waitFor(() => expect(look.source).toBe('spirals:n=40'));
    expect(asked).toEqual(['spirals:n=11', 'spirals:n=40']);
  });

  it('do not lengthen the list of datasets before they are put on the bench', async () => {
    look.setOption('n', 50);
    await vi.waitFor(() => expect(look.summary?.source).toBe('spirals:n=50'));
    look.choose('spirals');
    expect(look.options['n']).toBe(600);
  });
});
