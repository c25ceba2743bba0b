import { describe, expect, it } from 'vitest';
import type { ActivationName, InitSpec, LayerSpec } from '#shared/core/engine/engine.ts';
import { entriesOf, keepLedger, type Ledger } from '#shared/core/inspect/ledger.ts';
import { gainsOfPass } from '#shared/core/inspect/trace-gains.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { traceNetwork } from '#shared/core/reference/network-trace.ts';
import {
  createNetwork,
  networkBackward,
  networkForward,
  type Network,
} from '#shared/core/reference/network.ts';

const [inputs, m] = [6, 40];
const { normal, integer } = createGenerator(5).stream('ledger');
const X = Float64Array.from({ length: inputs * m }, normal);
const Y = Float64Array.from({ length: m }, () => integer(2));

/** Hidden layers of a width, and a sigmoid output. */
function network(hidden: Omit<LayerSpec, 'units' | 'init'>[], init: InitSpec, units = 8): Network {
  const layers = hidden.map((layer) => ({ ...layer, units, init }));
  const output = { units: 1, activation: 'sigmoid' as const, init };
  return createNetwork({ inputs, layers: [...layers, output], loss: 'binaryCrossEntropy', seed: 3 });
}

function ledgerOf(network: Network): Ledger {
  const { caches } = networkForward(network, X);
  return keepLedger(gainsOfPass(caches, networkBackward(network, caches, Y)));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const sumOf = ({ layers }: Ledger) => sum(layers.flatMap(entriesOf));

/** log10 of ‖dZ_1‖ / ‖dZ_L‖ from the pass itself. */
function direct(network: Network): number {
  const { layers } = traceNetwork(network, X, Y);
  const norms = layers.map(({ dZ }) => Math.hypot(...dZ));
  return Math.log10((norms[0] ?? NaN) / (norms.at(-1) ?? NaN));
}

const activations: readonly ActivationName[] = [
  ...(['linear', 'sigmoid', 'tanh', 'relu', 'leakyRelu', 'elu', 'gelu', 'silu', 'softmax'] as const),
];
const xavier = { kind: 'xavier' } as const;

describe('the backward ledger', () => {
  it.each(activations)('adds up to what the gradient lost on its way through %s', (activation) => {
    const deep = network(Array(4).fill({ activation }) as { activation: typeof activation }[], xavier);
    const ledger = ledgerOf(deep);
    expect(Math.abs(sumOf(ledger) - ledger.total)).toBeLessThan(1e-12);
    expect(Math.abs(direct(deep) - ledger.total)).toBeLessThan(1e-12);
    expect(ledger.layers.map(({ l }) => l)).toEqual([4, 3, 2, 1]);
  });

  it.each(['batch', 'layer'] as const)(
    'has an entry for each %s normalisation that is passed',
    (normalization) => {
      const hidden = [0, 1, 2].map((index) => ({
        activation: 'tanh' as const,
        ...(index === 1 ? { normalization } : {}),
      }));
      const ledger = ledgerOf(network(hidden, xavier));
      expect(ledger.layers.map((layer) => layer.normalization !== undefined)).toEqual([false, false, true]);
      expect(Math.abs(sumOf(ledger) - ledger.total)).toBeLessThan(1e-12);
    },
  );

  it('has an entry for what added paths bring past the layers between', () => {
    const hidden = [0, 1, 2, 3].map((index) => ({
      activation: 'tanh' as const,
      ...(index === 3 ? { residualFrom: 1 } : {}),
    }));
    const ledger = ledgerOf(network(hidden, { kind: 'normal', std: 0.05 }));
    expect(ledger.layers.map(({ residual }) => residual !== undefined)).toEqual([false, false, false, true]);
    // Three layers of small weights let a thousandth through; the path beside them lets all of it through.
    expect(ledger.layers[3]?.residual).toBeGreaterThan(1);
    expect(Math.abs(sumOf(ledger) - ledger.total)).toBeLessThan(1e-12);
  });

  it('names the gains of W and of g′ by themselves', () => {
    // 1-1-1: dZ_2 = a − y; through W_2 = 2 to dA_1, through g′ of tanh(0) = 1 to dZ_1.
    const tiny: Network = {
      layers: [
        { W: new Float64Array(inputs), b: Float64Array.of(0), activation: 'tanh' },
        { W: Float64Array.of(2), b: Float64Array.of(0), activation: 'sigmoid' },
      ],
      loss: 'binaryCrossEntropy',
    };
    const { total, layers } = ledgerOf(tiny);
    expect(layers).toEqual([{ l: 1, weight: expect.closeTo(Math.log10(2), 12) as number, derivative: 0 }]);
    expect(total).toBeCloseTo(Math.log10(2), 12);
  });

  it('of one layer is empty, and of a dead one loses everything', () => {
    expect(ledgerOf(network([], xavier))).toEqual({ total: 0, layers: [] });
    const dead = network([{ activation: 'relu' }, { activation: 'relu' }], xavier);
    dead.layers[0]?.b.fill(-1e9);
    dead.layers[1]?.b.fill(1);
    expect(ledgerOf(dead)).toMatchObject({
      total: -Infinity,
      layers: [{ l: 2 }, { l: 1, derivative: -Infinity }],
    });
  });

  it.each([
    ['sigmoid', xavier, -6, 'derivative'],
    ['relu', { kind: 'he' }, 0, null],
    ['relu', { kind: 'normal', std: 0.01 }, -12, 'weight'],
  ] as const)('of ten layers of 32 %s shows the lecture', (activation, init, expected, culprit) => {
    const ledger = ledgerOf(
      network(Array(9).fill({ activation }) as { activation: typeof activation }[], init, 32),
    );
    expect(Math.abs(ledger.total - expected)).toBeLessThan(1.5);
    if (culprit === null) return;
    const share = sum(ledger.layers.map((layer) => layer[culprit])) / ledger.total;
    expect(share).toBeGreaterThan(0.8);
  });
});
