import { describe, expect, it } from 'vitest';
import { requireFiniteTrace } from '#shared/core/inspect/require-finite-trace.ts';
import { traceNetwork } from '#shared/core/reference/network-trace.ts';
import type { Network } from '#shared/core/reference/network.ts';
import { entry } from '#test/entry.ts';

/** 1-1-1, tanh and sigmoid: W1 = w, b1 = 0, W2 = 1, b2 = b. */
const network = (w: number, b: number): Network => ({
  layers: [
    { W: Float64Array.of(w), b: Float64Array.of(0), activation: 'tanh' },
    { W: Float64Array.of(1), b: Float64Array.of(b), activation: 'sigmoid' },
  ],
  loss: 'binaryCrossEntropy',
});
const trace = (w: number, b: number) => traceNetwork(network(w, b), Float64Array.of(1), Float64Array.of(0));

describe('a trace', () => {
  it('passes with an infinite dA of a saturated output, whose dZ is finite', () => {
    const saturated = trace(0.5, 50);
    expect(Array.from(entry(saturated.layers, 1).dA)).toEqual([Infinity]);
    expect(() => requireFiniteTrace(saturated)).not.toThrow();
    expect(Array.from(entry(saturated.layers, 1).dZ)).toEqual([1]);
  });

  it.each([
    [1, 'Z'],
    [1, 'A'],
    [2, 'Z'],
    [2, 'dZ'],
    [2, 'dW'],
    [2, 'db'],
    [1, 'dA'],
    [1, 'dZ'],
    [1, 'dW'],
    [1, 'db'],
  ] as const)('is refused in layer %i for its %s', (l, tensor) => {
    const poisoned = trace(0.5, 0);
    entry(poisoned.layers, l - 1)[tensor].fill(NaN);
    expect(() => requireFiniteTrace(poisoned)).toThrow(`${tensor} of layer ${l} is no longer finite`);
  });

  it('is refused for its loss, and for the tensor that came first', () => {
    expect(() => requireFiniteTrace({ ...trace(0.5, 0), loss: Infinity })).toThrow('loss of layer 2');
    const poisoned = trace(0.5, 0);
    entry(poisoned.layers, 0).dW.fill(NaN);
    entry(poisoned.layers, 1).db.fill(Infinity);
    expect(() => requireFiniteTrace(poisoned)).toThrow('db of layer 2');
  });

  it.each(['dgamma', 'dbeta'] as const)('is refused for the %s of a normalised layer', (tensor) => {
    const poisoned = trace(0.5, 0);
    entry(poisoned.layers, 1)[tensor] = Float64Array.of(NaN);
    expect(() => requireFiniteTrace(poisoned)).toThrow(`${tensor} of layer 2 is no longer finite`);
  });

  it('leaves what it was given as it was', () => {
    const given = network(0.5, 0.1);
    const [X, Y] = [Float64Array.of(1, -2), Float64Array.of(1, 0)];
    traceNetwork(given, X, Y);
    expect(given).toEqual(network(0.5, 0.1));
    expect([X, Y]).toEqual([Float64Array.of(1, -2), Float64Array.of(1, 0)]);
  });
});
