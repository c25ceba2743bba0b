import { createGenerator } from '#shared/core/random/generator.ts';
import { Refusal, type Contestant } from '../answer-asks.ts';
import { cutBatches, drawExamples } from '../examples.ts';
import { buildGraph } from '../naive/graph.ts';
import { NaiveTrainer } from '../naive/trainer.ts';
import type { Work } from '../workloads.ts';

export interface NaiveEntry {
  kind: 'naive';
}

/** TensorFlow Playground's algorithm as a contestant: float64, as numbers of JavaScript are. */
export function openNaive(work: Work): Contestant {
  if (work.outputs > 1 || work.activation !== 'tanh')
    throw new Refusal('it has tanh and one output, and an object for every weight');
  const stream = createGenerator(1).stream('naive');
  const trainer = new NaiveTrainer(buildGraph([work.inputs, ...work.hidden, work.outputs], stream), 0.01);
  const batches = cutBatches(work, drawExamples(work)).map(({ X, Y }) =>
    Array.from(Y, (y, i) => ({ x: Array.from(X.subarray(i * work.inputs, (i + 1) * work.inputs)), y })),
  );
  let next = 0;
  return {
    perUnit: work.batch,
    run(steps) {
      for (let step = 0; step < steps; step++) {
        trainer.step(batches[next] ?? []);
        next = next + 1 === batches.length ? 0 : next + 1;
      }
    },
    ready: { note: 'float64' },
  };
}
