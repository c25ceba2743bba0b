import { describe, expect, it } from 'vitest';
import { findFaults } from '#shared/core/inspect/findings/find-faults.ts';
import { findingKinds, type FindingKind, type RunRecord } from '#shared/core/inspect/findings/finding.ts';
import { trainRecord } from './train-record.ts';

const kindsOf = (record: RunRecord) => [...new Set(findFaults(record).map(({ kind }) => kind))];
const deep = (activation: string, units = 32) => Array(9).fill(`${units}:${activation}`).join(',');
const sgd = (learningRate: number) => ({ optimizer: { kind: 'sgd' as const, learningRate } });

/** A network made to have each fault. */
const faulty: Record<FindingKind, () => Promise<RunRecord>> = {
  diverged: () => trainRecord('sine', '8:relu', { ...sgd(1e30), epochs: 3 }),
  noLearning: () => trainRecord('spirals', deep('sigmoid'), sgd(0.01)),
  wrongInit: () => trainRecord('moons', deep('relu'), { init: 'normal', initStd: 0.01, epochs: 5 }),
  vanishing: () => trainRecord('moons', deep('sigmoid'), { ...sgd(0.01), epochs: 5 }),
  exploding: () =>
    trainRecord('moons', deep('relu'), { ...sgd(1e-12), init: 'normal', initStd: 0.8, epochs: 5 }),
  saturated: () => trainRecord('moons', '32:tanh,32:tanh', { init: 'normal', initStd: 3, ...sgd(1e-4) }),
  deadRelu: () => trainRecord('moons', '64:relu,64:relu', { ...sgd(30), clip: { value: 0, norm: 10 } }),
  learningRateHigh: () => trainRecord('digits', '32:relu', { optimizer: { learningRate: 0.3 }, init: 'he' }),
  learningRateLow: () => trainRecord('moons', '16:tanh', { ...sgd(1e-6), epochs: 20 }),
  plateau: () => trainRecord('spirals', '', { epochs: 60 }),
  overfitting: () => trainRecord('moons:n=60,noise=0.6', '128:relu,128:relu', { epochs: 300, batchSize: 8 }),
  imbalance: async () => ({ ...(await trainRecord('moons', '8:tanh', { epochs: 3 })), classCounts: [95, 5] }),
};

describe('a run', () => {
  it.each(findingKinds)('that is made to show %s is found to', async (kind) => {
    expect(kindsOf(await faulty[kind]())).toContain(kind);
  });

  it('that vanishes is told where, by how much, and what to try first', async () => {
    const finding = findFaults(await faulty.vanishing()).find(({ kind }) => kind === 'vanishing');
    expect(finding?.layer).toBeGreaterThanOrEqual(1);
    expect(finding?.evidence['total']).toBeLessThan(-5);
    expect(finding?.evidence['derivative']).toBeLessThan(finding?.evidence['weight'] ?? NaN);
    expect(finding?.remedies[0]).toEqual({ activation: 'relu', init: 'he' });
  });

  it('without recorded layers is judged by its losses alone', async () => {
    const record = await trainRecord('spirals', deep('sigmoid'), { ...sgd(0.01), gradients: 'off' });
    expect(kindsOf(record)).toEqual(['noLearning']);
  });
});

/** Four tasks, five networks, five seeds: networks that learn, with hyperparameters that people choose. */
const tasks = [
  { data: 'moons', epochs: 40 },
  { data: 'circles', epochs: 40 },
  { data: 'spirals', epochs: 120 },
  { data: 'iris', epochs: 60 },
];
const networks = [
  { layers: '8:tanh', init: 'xavier' },
  { layers: '32:tanh,32:tanh', init: 'xavier' },
  { layers: '32:relu,32:relu', init: 'he' },
  { layers: '16:leakyRelu,16:leakyRelu,16:leakyRelu', init: 'he' },
  { layers: '24:relu,24:relu,24:relu,24:relu,24:relu', init: 'he' },
] as const;

describe('no false alarm', () => {
  const healthy = { optimizer: { learningRate: 0.003 } };
  const cases = tasks.flatMap(({ data, epochs }) =>
    networks.map(({ layers, init }) => ({ data, epochs, layers, init })),
  );
  it.each(cases)(
    'is raised on $data by $layers, whatever the seed',
    async ({ data, epochs, layers, init }) => {
      for (let seed = 1; seed <= 5; seed += 1)
        expect({
          seed,
          found: findFaults(await trainRecord(data, layers, { ...healthy, epochs, init, seed })),
        }).toEqual({
          seed,
          found: [],
        });
    },
  );
});
