import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeNpzFile } from '#main/formats/npz-file.ts';
import { toTrainingSpec } from '#main/services/training-spec.ts';
import { toCourseOrder } from '#shared/core/inspect/course-order.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import {
  createNetwork,
  networkBackward,
  networkCost,
  networkForward,
} from '#shared/core/reference/network.ts';
import { numpyCode } from '#shared/design/code/numpy.ts';
import { torchCode } from '#shared/design/code/torch.ts';
import { activations, type Design, type Layer } from '#shared/design/design.ts';
import { defaultRecipe } from '#shared/design/recipe.ts';
import { checkDesign } from '#shared/design/shapes.ts';
import { expectClose, tolerance } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';

const run = promisify(execFile);
/** The system's Python may have libraries that another one on the path has not. */
const python = process.env['PYTHON'] ?? (process.platform === 'linux' ? '/usr/bin/python3' : 'python3');
const m = 7;

function canImport(library: string): boolean {
  try {
    execFileSync(python, ['-c', `import ${library}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const design = (name: string, layers: Layer[], loss: Design['loss']): Design => ({
  format: 'layerbench/design@1',
  name,
  inputs: 5,
  layers,
  loss,
});
const hidden = activations
  .filter((name) => name !== 'softmax')
  .map((activation, index): Layer => ({ units: 4 + (index % 3), activation }));

const designs = [
  design('every "activation"\n한글', [...hidden, { units: 1, activation: 'sigmoid' }], 'binaryCrossEntropy'),
  design(
    'normalised, thinned, with residuals',
    [
      { units: 5, activation: 'tanh', normalization: 'batch', residualFrom: 0 },
      { units: 5, activation: 'relu', normalization: 'layer', dropout: 0.3, residualFrom: 1 },
      { units: 5, activation: 'silu', residualFrom: 1 },
      { units: 3, activation: 'softmax', normalization: 'batch' },
    ],
    'crossEntropy',
  ),
  design('two values', [hidden[2] ?? entry(hidden, 0), { units: 2, activation: 'linear' }], 'huber'),
  design('scores', [entry(hidden, 1), { units: 3, activation: 'linear' }], 'hinge'),
  design('probabilities', [entry(hidden, 1), { units: 3, activation: 'softmax' }], 'meanSquaredError'),
  design('logistic', [{ units: 1, activation: 'sigmoid' }], 'binaryCrossEntropy'),
];

interface Answer {
  cost: number;
  A: number[];
  gradients: Record<string, number[]>;
}

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'layerbench-code-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The float64 reference's numbers for random parameters and a random batch, and the files that hold these. */
async function prepare(of: Design) {
  checkDesign(of);
  const random = createGenerator(7).stream(of.name);
  const draw = (length: number) => Float64Array.from({ length }, () => random.normal());
  const network = createNetwork(toTrainingSpec(of, { ...defaultRecipe, seed: 3 }));
  const weights: [string, { shape: number[]; values: Float64Array }][] = [];
  network.layers.forEach((layer, index) => {
    const n = layer.b.length;
    layer.b.set(draw(n));
    layer.normalization?.gamma.set(draw(n));
    layer.normalization?.beta.set(draw(n));
    weights.push([`W${index + 1}`, { shape: [n, layer.W.length / n], values: layer.W }]);
    weights.push([`b${index + 1}`, { shape: [n, 1], values: layer.b }]);
    if (layer.normalization === undefined) return;
    weights.push([`gamma${index + 1}`, { shape: [n, 1], values: layer.normalization.gamma }]);
    weights.push([`beta${index + 1}`, { shape: [n, 1], values: layer.normalization.beta }]);
  });
  const outputs = of.layers.at(-1)?.units ?? 0;
  const X = draw(of.inputs * m);
  const Y = new Float64Array(outputs * m);
  for (let i = 0; i < m; i++)
    if (of.loss === 'huber') Y.set(draw(outputs), i * outputs);
    else if (outputs === 1) Y[i] = i % 2;
    else Y[i * outputs + (i % outputs)] = 1;
  const { A, caches } = networkForward(network, X);
  const gradients = networkBackward(network, caches, Y);
  const files = ['weights', 'batch'].map((name) => path.join(folder, `${name}.npz`));
  await writeNpzFile(entry(files, 0), weights);
  await writeNpzFile(entry(files, 1), [
    ['X', { shape: [of.inputs, m], values: toCourseOrder(X, of.inputs) }],
    ['Y', { shape: [outputs, m], values: toCourseOrder(Y, outputs) }],
  ]);
  const answer = {
    cost: networkCost(network, caches, Y),
    A: toCourseOrder(A, outputs),
    gradients: Object.fromEntries(
      gradients.flatMap(({ dW, db }, index) => [
        [`dW${index + 1}`, dW],
        [`db${index + 1}`, db],
      ]),
    ) as Record<string, Float64Array>,
  };
  return { files, answer };
}

async function runCode(script: string, code: string, files: string[]): Promise<Answer> {
  const file = path.join(folder, 'network.py');
  await writeFile(file, code);
  const { stdout } = await run(python, [path.join(import.meta.dirname, script), file, ...files]);
  return JSON.parse(stdout) as Answer;
}

describe.each([
  ['NumPy', 'numpy', 'run_numpy.py', numpyCode],
  ['PyTorch', 'torch', 'run_torch.py', torchCode],
] as const)('the code in %s', (name, library, script, write) => {
  const isThere = canImport(library);
  if (!isThere) it.skip(`gives the reference's numbers: there is no ${name} here`, () => {});
  else
    it.each(designs)(
      "of $name gives the reference's cost, outputs and gradients",
      async (of) => {
        const { files, answer } = await prepare(of);
        const found = await runCode(script, write(of), files);
        expectClose(found.cost, answer.cost, tolerance.float64, 'cost');
        expectClose(found.A, answer.A, tolerance.float64, 'A_L');
        for (const [key, values] of Object.entries(answer.gradients)) {
          const given = found.gradients[key] ?? [];
          // The bias of a batch-normalised layer has no gradient; others leave there what rounding leaves.
          const isNothing = values.every((value) => value === 0);
          if (isNothing) expect(Math.max(...given.map(Math.abs))).toBeLessThan(1e-12);
          else expectClose(given, values, tolerance.float64, key);
        }
      },
      60_000,
    );
});
