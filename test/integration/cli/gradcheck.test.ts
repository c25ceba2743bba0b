import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeNpzFile } from '#main/formats/npz-file.ts';
import type { GradientCheckReport } from '#main/services/gradient-checks.ts';
import { tolerance } from '#test/closeness.ts';
import { changeArrays, designs, openFolder, traceFixture } from './network-files.ts';
import { runCommand } from './run-command.ts';

const check = async (...args: string[]) => {
  const { exitCode, output, messages } = await runCommand('gradcheck', ...args, '--json');
  expect(messages).toEqual([]);
  return { exitCode, report: JSON.parse(output) as GradientCheckReport };
};
const designFile = async (inputs: number, layers: [number, string, object?][], loss: string) => {
  const file = path.join(await openFolder(), 'design.json');
  const described = layers.map(([units, activation, more]) => ({ units, activation, ...more }));
  const design = { format: 'layerbench/design@1', name: 'check', inputs, layers: described, loss };
  writeFileSync(file, JSON.stringify(design));
  return file;
};

describe('layerbench gradcheck', () => {
  it.each(designs)('finds backward right for %s, with weights and examples from files', async (name) => {
    const { exitCode, report } = await check(
      ...['--design', traceFixture(`${name}.json`), '--weights', traceFixture(`${name}.weights.npz`)],
      ...['--batch', traceFixture(`${name}.batch.npz`)],
    );
    expect(exitCode).toBe(0);
    expect(report.maxRelativeError).toBe(Math.max(...report.perLayer));
    expect(report.maxRelativeError).toBeLessThan(tolerance.gradientCheck);
    expect(report.kinks).toBe(0);
    expect(report.checked).toBe(report.parameters);
  });

  it.each([
    ['meanSquaredError', 'linear'],
    ['huber', 'linear'],
    ['hinge', 'linear'],
    ['binaryCrossEntropy', 'sigmoid'],
    ['crossEntropy', 'softmax'],
  ])(
    'draws a network of every kind of layer that ends in %s, and leaves dropout out',
    async (loss, output) => {
      const blocks = Array.from({ length: 5 }, (): [number, string, object][] => [
        [4, 'tanh', { normalization: 'batch', dropout: 0.5 }],
        [4, 'gelu', { normalization: 'layer', residualFrom: 0 }],
      ]);
      const design = await designFile(4, [...blocks.flat(), [3, output]], loss);
      const { exitCode, report } = await check('--design', design);
      expect(exitCode).toBe(0);
      // Ten layers of W, b, gamma and beta, and an output without the last two.
      expect(report.parameters).toBe(10 * (16 + 3 * 4) + 12 + 3);
      expect(report.checked).toBe(report.parameters);
      expect(report.maxRelativeError).toBeLessThan(tolerance.gradientCheck);
      expect(report.maxRelativeError).toBeGreaterThan(0);
    },
  );

  it('counts what stands on the kink of hinge, and takes it for right', async () => {
    const design = await designFile(1, [[1, 'linear']], 'hinge');
    const one = (...values: number[]) => ({ shape: [1, values.length], values: Float64Array.from(values) });
    const folder = await openFolder();
    const [weights, batch] = [path.join(folder, 'w.npz'), path.join(folder, 'b.npz')];
    await writeNpzFile(weights, Object.entries({ W1: one(1), b1: one(0) }));
    await writeNpzFile(batch, Object.entries({ X: one(1, 0.5), Y: one(1, 1) }));
    const { exitCode, report } = await check('--design', design, '--weights', weights, '--batch', batch);
    // a = 1 for y = 1 is just far enough: both W and b move it off.
    expect([exitCode, report.kinks, report.maxRelativeError]).toEqual([0, 2, 0]);
  });

  it('draws what is absent from the seed: the same seed the same numbers, another seed others', async () => {
    const design = ['--design', traceFixture('regression.json'), '--m', '3'];
    const [first, again, other] = await Promise.all(
      ['7', '7', '8'].map((seed) => check(...design, '--seed', seed)),
    );
    expect(again).toEqual(first);
    expect(other?.report.perLayer).not.toEqual(first?.report.perLayer);
    expect(first?.report.perLayer).toHaveLength(4);
  });

  it('stays below the bound for ten and more sigmoid layers, where the gradient vanishes', async () => {
    const hidden = Array.from({ length: 20 }, (): [number, string] => [6, 'sigmoid']);
    const design = await designFile(2, [...hidden, [1, 'sigmoid']], 'binaryCrossEntropy');
    const { exitCode, report } = await check('--design', design);
    expect(exitCode).toBe(0);
    expect(report.perLayer).toHaveLength(21);
    expect(report.maxRelativeError).toBeLessThan(tolerance.gradientCheck);
  });

  it('counts what stands on the kink of relu instead of calling it wrong', async () => {
    const weights = await changeArrays('classes.weights.npz', {
      W2: { shape: [6, 7], values: new Float64Array(42) },
      b2: { shape: [6, 1], values: new Float64Array(6) },
    });
    const args = ['--design', traceFixture('classes.json'), '--weights', weights];
    const { exitCode, report } = await check(...args);
    expect(exitCode).toBe(0);
    expect(report.kinks).toBe(42 + 6);
    const { output } = await runCommand('gradcheck', ...args);
    expect(output).toContain(
      '48 left out: a small move carries a unit over the kink of its activation or an output over one of the loss',
    );
  });

  it('exits with 1 when differences and backward do not agree', async () => {
    // With inputs of 10^10 the smallest move of W carries tanh from end to end: the differences are no slopes.
    const design = await designFile(1, [[1, 'tanh']], 'meanSquaredError');
    const one = (value: number) => ({ shape: [1, 1], values: Float64Array.of(value) });
    const folder = await openFolder();
    const [weights, batch] = [path.join(folder, 'w.npz'), path.join(folder, 'b.npz')];
    await writeNpzFile(weights, Object.entries({ W1: one(1e-11), b1: one(0) }));
    await writeNpzFile(batch, Object.entries({ X: one(1e10), Y: one(1) }));
    const { exitCode, report } = await check('--design', design, '--weights', weights, '--batch', batch);
    expect([exitCode, report.passed]).toEqual([1, false]);
    expect(report.maxRelativeError).toBeGreaterThan(report.tolerance);
  });

  it('compares a spread of a large network rather than every parameter', async () => {
    const design = await designFile(
      300,
      [
        [300, 'tanh'],
        [300, 'tanh'],
        [10, 'softmax'],
      ],
      'crossEntropy',
    );
    const { exitCode, report } = await check('--design', design, '--m', '2');
    expect(exitCode).toBe(0);
    expect(report.checked).toBeLessThan(report.parameters / 10);
    expect(report.maxRelativeError).toBeLessThan(tolerance.gradientCheck);
  });

  it('says error by layer in words', async () => {
    const { output } = await runCommand('gradcheck', '--design', traceFixture('logistic.json'));
    expect(output).toMatch(
      /^l +relative error\n1 +\d\.\d\de-\d+\nlargest .*, within 0\.000001\n5 of 5 parameters/,
    );
  });

  it.each([
    [['--m', '0'], '--m "0": a whole number from 1 to 100000 is accepted.'],
    [['--m', 'ten'], '--m "ten": a whole number from 1 to 100000 is accepted.'],
    [['--seed', '-1'], '--seed "-1": a whole number from 0 to 4294967295 is accepted.'],
    [['--m', '4', '--batch', 'b.npz'], '--m is the number of examples to draw, but --batch brings its own.'],
  ])('refuses %o with exit code 2', async (args, message) => {
    const design = traceFixture('logistic.json');
    const { exitCode, messages } = await runCommand('gradcheck', '--design', design, ...args);
    expect([exitCode, messages]).toEqual([2, [message]]);
  });
});
