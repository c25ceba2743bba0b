// @ts-check
import { createRequire } from 'node:module';
import { answerAsks } from '../../../src-main/benchmark/answer-asks.ts';
import { cutBatches, drawExamples } from '../../../src-main/benchmark/examples.ts';

/**
 * TensorFlow.js on the backend that its argument names, on one thread. Core operations with `optimizer.minimize`, for
 * they were faster than tfjs-layers' `trainOnBatch` on every workload; batches are tensors made beforehand.
 */
const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-cpu');
// Registers the gradients of the core's operations.
require('@tensorflow/tfjs-layers');
const backend = process.argv[2] ?? '';

await answerAsks(async (work) => {
  if (backend === 'wasm') require('@tensorflow/tfjs-backend-wasm').setThreadsCount(1);
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs has no backend ${backend} here`);
  const { inputs, hidden, activation, outputs, batch } = work;
  const layers = [...hidden, outputs].map((units, index) => {
    const n_prev = hidden[index - 1] ?? inputs;
    const deviation = Math.sqrt((activation === 'relu' ? 2 : 1) / n_prev);
    return {
      W: tf.variable(tf.randomNormal([n_prev, units], 0, deviation, 'float32', index + 1)),
      b: tf.variable(tf.zeros([units])),
    };
  });
  const variables = layers.flatMap(({ W, b }) => [W, b]);
  const optimizer = tf.train.sgd(0.01);
  const crossEntropy = outputs === 1 ? tf.losses.sigmoidCrossEntropy : tf.losses.softmaxCrossEntropy;
  const batches = cutBatches(work, drawExamples(work)).map(({ X, Y }) => ({
    X: tf.tensor2d(X, [batch, inputs]),
    Y: tf.tensor2d(Y, [batch, outputs]),
  }));
  const lossOf = ({ X, Y }) => {
    let A = X;
    layers.forEach(({ W, b }, index) => {
      const Z = tf.add(tf.matMul(A, W), b);
      A = index === hidden.length ? Z : tf[activation](Z);
    });
    return crossEntropy(Y, A);
  };
  let next = 0;
  return {
    perUnit: batch,
    run(steps) {
      for (let step = 0; step < steps; step++) {
        const loss = optimizer.minimize(() => lossOf(batches[next]), true, variables);
        loss.dataSync();
        loss.dispose();
        next = next + 1 === batches.length ? 0 : next + 1;
      }
    },
    ready: { version: `tfjs ${tf.version_core}` },
  };
});
