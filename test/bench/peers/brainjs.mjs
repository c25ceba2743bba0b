// @ts-check
import { createRequire } from 'node:module';
import { answerAsks } from '../../../src-main/benchmark/answer-asks.ts';
import { drawExamples } from '../../../src-main/benchmark/examples.ts';

/**
 * brain.js on the processor. It has one activation for all layers, squared error, momentum that is never 0, and an
 * update after each example: the nearest it comes to the work. Its own loop asks for the error of every example.
 */
const require = createRequire(import.meta.url);
const { NeuralNetwork } = require('brain.js');

await answerAsks((work) => {
  const { inputs, hidden, activation, outputs } = work;
  const settings = { activation, learningRate: 0.01, momentum: 0.1 };
  const net = new NeuralNetwork({ hiddenLayers: [...hidden], ...settings });
  net.sizes = [inputs, ...hidden, outputs];
  net.initialize();
  net.updateTrainingOptions(settings);
  net.setActivation(activation);
  const { X, Y } = drawExamples(work);
  const examples = Array.from({ length: work.batch * work.batches }, (_, i) => ({
    input: X.slice(i * inputs, (i + 1) * inputs),
    output: Y.slice(i * outputs, (i + 1) * outputs),
  }));
  let next = 0;
  return {
    perUnit: 1,
    run(units) {
      for (let unit = 0; unit < units; unit++) {
        net.trainPattern(examples[next], true);
        next = next + 1 === examples.length ? 0 : next + 1;
      }
    },
    ready: {
      version: `brain.js ${require('brain.js/package.json').version}`,
      note: `${activation} throughout, squared error, momentum, an update per example`,
    },
  };
});
