// @ts-check
import { createRequire } from 'node:module';
import { answerAsks, Refusal } from '../../../src-main/benchmark/answer-asks.ts';
import { drawExamples } from '../../../src-main/benchmark/examples.ts';

/** Synaptic: it compiles a network into a function with lines of its own for every connection. */
const require = createRequire(import.meta.url);
const { Architect, Neuron } = require('synaptic');
const squash = { tanh: 'TANH', relu: 'RELU', sigmoid: 'LOGISTIC' };
const mostConnections = 10_000;

await answerAsks((work) => {
  const { inputs, hidden, activation, outputs } = work;
  const sizes = [inputs, ...hidden, outputs];
  const connections = sizes.slice(1).reduce((sum, n, index) => sum + n * (sizes[index] ?? 0), 0);
  if (connections > mostConnections)
    throw new Refusal(`it compiles each connection into code of its own, and here are ${connections}`);
  const network = new Architect.Perceptron(...sizes);
  for (const layer of network.layers.hidden) layer.set({ squash: Neuron.squash[squash[activation]] });
  const { X, Y } = drawExamples(work);
  const examples = Array.from({ length: work.batch * work.batches }, (_, i) => ({
    input: Array.from(X.subarray(i * inputs, (i + 1) * inputs)),
    target: Array.from(Y.subarray(i * outputs, (i + 1) * outputs)),
  }));
  let loss = 0;
  let next = 0;
  return {
    perUnit: 1,
    run(units) {
      for (let unit = 0; unit < units; unit++) {
        const { input, target } = examples[next];
        const [a] = network.activate(input);
        loss -= Math.log(target[0] === 1 ? a : 1 - a);
        network.propagate(0.01, target);
        next = next + 1 === examples.length ? 0 : next + 1;
      }
      if (Number.isNaN(loss)) throw new Error('the loss is no longer finite');
    },
    ready: {
      version: `synaptic ${require('synaptic/package.json').version}`,
      note: 'float64, an update per example',
    },
  };
});
