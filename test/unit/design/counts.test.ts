import { describe, expect, it } from 'vitest';
import { countsOf, oneHiddenLayer } from '#shared/design/counts.ts';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { parameterCount } from '#shared/design/shapes.ts';
import { designFor } from '#shared/design/task.ts';

const design = (inputs: number, hidden: string) =>
  designFor({ kind: 'binary', inputs, outputs: 1 }, parseLayers(hidden), 'net');

describe('the counts of a design', () => {
  it('of the course’s net for images are those of its lecture', () => {
    const counts = countsOf(design(12_288, '20:relu,7:relu,5:relu'), 1);
    expect(counts).toMatchObject({ L: 4, parameters: 245_973, multiplyAdds: 12_288 * 20 + 140 + 35 + 5 });
    expect(counts.spread).toBeCloseTo(1 / 20 + 1 / 7 + 1 / 5, 12);
  });

  it('grow with the batch by what a layer keeps of each example', () => {
    const net = design(2, '4:tanh');
    const more = countsOf(net, 11).bytes - countsOf(net, 10).bytes;
    expect(more).toBe(4 * (4 * (4 + 1) + 2));
  });

  it('of a net without hidden layers spread nothing', () => {
    expect(countsOf(design(3, ''), 1).spread).toBe(0);
    expect(oneHiddenLayer(design(3, ''))).toBeNull();
  });
});

describe('one hidden layer with the same parameters', () => {
  it.each(['8:relu,8:relu', '100:tanh,50:tanh,20:tanh', '3:tanh,3:tanh,3:tanh,3:tanh,3:tanh,3:tanh'])(
    'comes within half a unit of %s',
    (hidden) => {
      const net = design(5, hidden);
      const wide = oneHiddenLayer(net);
      if (wide === null) throw new Error('there is one');
      expect(wide.layers).toHaveLength(2);
      expect(Math.abs(parameterCount(wide) - parameterCount(net))).toBeLessThanOrEqual((5 + 1 + 1) / 2);
    },
  );

  it('of a net that has one is the same', () => {
    expect(oneHiddenLayer(design(5, '17:tanh'))?.layers[0]?.units).toBe(17);
  });
});
