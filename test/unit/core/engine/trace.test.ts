import { describe, expect, it } from 'vitest';
import { traceWasm } from '#shared/core/engine/wasm-engine.ts';
import { traceNetwork, type LayerTrace } from '#shared/core/reference/network-trace.ts';
import { createNetwork, type Network } from '#shared/core/reference/network.ts';
import { parametersOf } from '#shared/core/reference/layers/layer.ts';
import { tolerance } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';
import { drawBatch, drawDesign } from './draw-design.ts';

const tensors = ['Z', 'A', 'dA', 'dZ', 'dW', 'db', 'dgamma', 'dbeta'] as const;

function roundToFloat32(network: Network): Network {
  for (const layer of network.layers)
    for (const tensor of parametersOf(layer)) tensor.set(Float32Array.from(tensor));
  return network;
}

function largest(values: ArrayLike<number>): number {
  return Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

describe('a trace of the engine', () => {
  it('has every tensor of the reference, within 1e-4 of its largest value, for designs drawn at random', () => {
    for (let seed = 0; seed < 150; seed++) {
      const spec = drawDesign(seed);
      const network = roundToFloat32(createNetwork(spec));
      const { X, Y } = drawBatch(spec, 13, seed);
      const found = traceWasm(network, X, Y, 13);
      const exact = traceNetwork(network, Float64Array.from(X), Float64Array.from(Y));
      expect(Math.abs(found.loss - exact.loss)).toBeLessThan(1e-5 * Math.max(1, exact.loss));
      // A gradient that is zero but for rounding is judged by what it is a difference of.
      const sizes = exact.layers.map(({ dZ }) => largest(dZ));
      exact.layers.forEach((layer, index) => {
        const traced: LayerTrace<Float32Array> = entry(found.layers, index);
        expect(Object.keys(traced).sort()).toEqual(Object.keys(layer).sort());
        for (const name of tensors) {
          const [values, wanted] = [traced[name], layer[name]];
          if (values === undefined || wanted === undefined) continue;
          const floor = name.startsWith('d') ? 1e-2 * Math.max(...sizes.slice(index)) : 0;
          const bound = tolerance.float32Trace * Math.max(largest(wanted), floor);
          const distance = wanted.reduce(
            (most, value, e) => Math.max(most, Math.abs(value - (values[e] ?? NaN))),
            0,
          );
          expect(distance, `${name}${index + 1} of design ${seed}`).toBeLessThanOrEqual(bound);
        }
      });
    }
  });

  it('leaves network and batch as they were, and drops and follows nothing', () => {
    const spec = drawDesign(12);
    const network = roundToFloat32(createNetwork(spec));
    const copy = structuredClone(network);
    const { X, Y } = drawBatch(spec, 9, 1);
    const batch = [X.slice(), Y.slice()];
    const first = traceWasm(network, X, Y, 9);
    expect(network).toEqual(copy);
    expect([X, Y]).toEqual(batch);
    expect(traceWasm(network, X, Y, 9)).toEqual(first);
  });
});
