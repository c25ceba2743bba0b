import { beforeEach, describe, expect, it } from 'vitest';
import { createGenerator } from '#shared/core/random/generator.ts';
import { buildGraph, type Link, type Unit } from '#main/benchmark/naive/graph.ts';
import { NaiveTrainer } from '#main/benchmark/naive/trainer.ts';

const batch = [
  { x: [0.3, -1.2], y: 1 },
  { x: [-0.7, 0.4], y: 0 },
  { x: [1.1, 0.9], y: 1 },
];
const learningRate = 0.1;

let layers: Unit[][];
let trainer: NaiveTrainer;

beforeEach(() => {
  layers = buildGraph([2, 4, 3, 1], createGenerator(5).stream('graph'));
  trainer = new NaiveTrainer(layers, learningRate);
});

function meanLoss(): number {
  const losses = batch.map(({ x, y }) => -Math.log(y === 1 ? trainer.forward(x) : 1 - trainer.forward(x)));
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** The slope of the mean loss where `move` shifts one parameter. */
function differenceQuotient(move: (by: number) => void): number {
  const h = 1e-5;
  move(h);
  const above = meanLoss();
  move(-2 * h);
  const below = meanLoss();
  move(h);
  return (above - below) / (2 * h);
}

describe('the naive trainer', () => {
  it('links every unit to every unit of the next layer', () => {
    expect(layers.map((layer) => layer.map(({ incoming }) => incoming.length))).toEqual([
      [0, 0],
      [2, 2, 2, 2],
      [4, 4, 4],
      [3],
    ]);
    expect(layers[1]?.map(({ outgoing }) => outgoing.length)).toEqual([3, 3, 3, 3]);
  });

  it('moves every weight and bias once a batch, by the learning rate times the slope of the mean loss', () => {
    const links = layers.flat().flatMap(({ incoming }) => incoming);
    const units = layers.slice(1).flat();
    const wanted = [
      ...links.map((link: Link) => {
        const slope = differenceQuotient((by) => (link.weight += by));
        return link.weight - learningRate * slope;
      }),
      ...units.map((unit) => {
        const slope = differenceQuotient((by) => (unit.bias += by));
        return unit.bias - learningRate * slope;
      }),
    ];
    const before = meanLoss();
    expect(trainer.step(batch)).toBeCloseTo(before, 12);
    const found = [...links.map(({ weight }) => weight), ...units.map(({ bias }) => bias)];
    found.forEach((value, index) => expect(value).toBeCloseTo(wanted[index] ?? NaN, 8));
  });

  it('learns its batch by heart', () => {
    for (let step = 0; step < 2000; step++) trainer.step(batch);
    expect(meanLoss()).toBeLessThan(0.05);
  });
});
