// @ts-check
import { createRequire } from 'node:module';
import { answerAsks } from '../../../src-main/benchmark/answer-asks.ts';
import { cutBatches, drawExamples } from '../../../src-main/benchmark/examples.ts';

/** ConvNetJS: fully connected layers, its trainer adds up the gradients of a batch of examples before an update. */
const require = createRequire(import.meta.url);
const convnetjs = require('convnetjs');

await answerAsks((work) => {
  const { inputs, hidden, activation, outputs, batch } = work;
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: inputs },
    ...hidden.map((units) => ({ type: 'fc', num_neurons: units, activation })),
    { type: 'softmax', num_classes: Math.max(2, outputs) },
  ]);
  const trainer = new convnetjs.Trainer(net, {
    ...{ method: 'sgd', learning_rate: 0.01, momentum: 0, batch_size: batch },
  });
  const examples = cutBatches(work, drawExamples(work)).map(({ X, Y }) =>
    Array.from({ length: batch }, (_, i) => {
      const x = new convnetjs.Vol(1, 1, inputs, 0);
      x.w.set(X.subarray(i * inputs, (i + 1) * inputs));
      const y = Y.subarray(i * outputs, (i + 1) * outputs);
      return { x, label: outputs === 1 ? (y[0] ?? 0) : y.indexOf(1) };
    }),
  );
  let next = 0;
  return {
    perUnit: batch,
    run(steps) {
      for (let step = 0; step < steps; step++) {
        for (const { x, label } of examples[next] ?? []) trainer.train(x, label);
        next = next + 1 === examples.length ? 0 : next + 1;
      }
    },
    ready: {
      version: `convnetjs ${require('convnetjs/package.json').version}`,
      note: outputs === 1 ? 'float64; two softmax outputs for one sigmoid' : 'float64',
    },
  };
});
