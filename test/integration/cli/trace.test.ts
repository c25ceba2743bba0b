import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNpzFile } from '#main/formats/npz-file.ts';
import type { Design } from '#shared/design/design.ts';
import { expectClose, tolerance } from '#test/closeness.ts';
import { changeArrays, designs, openFolder, traceFixture } from './network-files.ts';
import { runCommand } from './run-command.ts';

const inputsOf = (name: string, more: { design?: string; weights?: string; batch?: string } = {}) => [
  'trace',
  ...['--design', more.design ?? traceFixture(`${name}.json`)],
  ...['--weights', more.weights ?? traceFixture(`${name}.weights.npz`)],
  ...['--batch', more.batch ?? traceFixture(`${name}.batch.npz`)],
];
const ones = (...shape: number[]) => ({
  shape,
  values: new Float64Array(shape.reduce((product, size) => product * size, 1)).fill(1),
});

/** A batch normalisation takes off what b adds: db is zero but for rounding, and is measured by dbeta. */
function measureOf(design: string, array: string): string {
  const { layers } = JSON.parse(readFileSync(traceFixture(`${design}.json`), 'utf8')) as Design;
  const l = Number(/^db(\d+)$/.exec(array)?.[1]);
  return layers[l - 1]?.normalization === 'batch' ? `dbeta${l}` : array;
}

describe.each(designs)('layerbench trace of the design %s', (name) => {
  it.each([
    ['f64', tolerance.float64, Float64Array],
    ['f32', tolerance.float32Trace, Float32Array],
  ] as const)('in %s has every value that NumPy or PyTorch computes', async (precision, within, kind) => {
    const out = path.join(await openFolder(), 't.npz');
    const command = [...inputsOf(name), '--out', out, '--precision', precision, '--json'];
    const { exitCode, output, messages } = await runCommand(...command);
    expect([exitCode, messages]).toEqual([0, []]);
    const [expected, found] = [await readNpzFile(traceFixture(`${name}.trace.npz`)), await readNpzFile(out)];
    expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [array, { shape, values }] of expected) {
      expect(found.get(array)?.shape, array).toEqual(shape);
      expect(found.get(array)?.values, array).toBeInstanceOf(kind);
      const measure = expected.get(measureOf(name, array))?.values ?? [];
      expectClose([...(found.get(array)?.values ?? []), ...measure], [...values, ...measure], within, array);
    }
    const report = JSON.parse(output) as { loss: number; out: string };
    expect(report.out).toBe(out);
    expectClose(report.loss, expected.get('loss')?.values ?? [], within, 'loss');
  });
});

describe('layerbench trace', () => {
  it('computes in float64 and says the loss in words when nothing else is asked', async () => {
    const out = path.join(await openFolder(), 't.npz');
    const { output } = await runCommand(...inputsOf('logistic'), '--out', out);
    expect(output).toBe(`loss 0.8445503669178916, every value in ${out}`);
    expect((await readNpzFile(out)).get('Z1')?.values).toBeInstanceOf(Float64Array);
  });

  it('replaces a trace that is there, and leaves nothing else behind', async () => {
    const folder = await openFolder();
    const out = path.join(folder, 't.npz');
    writeFileSync(out, 'an older trace');
    expect((await runCommand(...inputsOf('logistic'), '--out', out)).exitCode).toBe(0);
    expect(readdirSync(folder)).toEqual(['t.npz']);
    expect((await readNpzFile(out)).has('dW1')).toBe(true);
  });

  it('follows a float32 output that has rounded to 1 by its z', async () => {
    const [weights, batch] = await Promise.all([
      changeArrays('logistic.weights.npz', {
        W1: { shape: [1, 4], values: Float64Array.of(20, 0, 0, 0) },
        b1: { shape: [1, 1], values: Float64Array.of(0) },
      }),
      changeArrays('logistic.batch.npz', {
        X: ones(4, 2),
        Y: { shape: [1, 2], values: Float64Array.of(0, 1) },
      }),
    ]);
    const out = path.join(await openFolder(), 't.npz');
    await runCommand(...inputsOf('logistic', { weights, batch }), '--out', out, '--precision', 'f32');
    const trace = await readNpzFile(out);
    expect(trace.get('A1')?.values[0]).toBe(1);
    // 1 / (1 − a) = 1 + e^20.
    expectClose(trace.get('dA1')?.values ?? [], [1 + Math.exp(20), -1], tolerance.float32Trace);
  });
});

describe('layerbench trace refuses, with exit code 2 and one line,', () => {
  const refuse = async (inputs: string[]) => {
    const out = path.join(await openFolder(), 't.npz');
    const { exitCode, output, messages } = await runCommand(...inputs, '--out', out);
    expect([exitCode, output, messages.length]).toEqual([2, '', 1]);
    expect(existsSync(out)).toBe(false);
    expect(messages[0]).not.toContain('\n');
    return messages[0] ?? '';
  };
  const withWeights = async (changes: Parameters<typeof changeArrays>[1], name = 'classes') =>
    refuse(inputsOf(name, { weights: await changeArrays(`${name}.weights.npz`, changes) }));
  const withBatch = async (changes: Parameters<typeof changeArrays>[1], name = 'classes') =>
    refuse(inputsOf(name, { batch: await changeArrays(`${name}.batch.npz`, changes) }));

  it('weights of another shape', async () => {
    expect(await withWeights({ W2: ones(7, 6) })).toMatch(
      /changed\.npz: W2 is \(7, 6\); \(n_2, n_1\) = \(6, 7\) is needed\.$/,
    );
    expect(await withWeights({ b1: ones(7) })).toMatch(/b1 is \(7,\); \(n_1, 1\) = \(7, 1\) is needed/);
  });

  it('weights that are missing, with what the file holds', async () => {
    expect(await withWeights({ W3: undefined, b4: undefined })).toMatch(
      /W3 \(n_3, n_2\) = \(5, 6\), b4 \(n_4, 1\) = \(4, 1\) missing; the file holds W1 \(7, 3\), b1 \(7, 1\)/,
    );
  });

  it('a gamma or beta that is missing, of another shape, or of a layer without normalisation', async () => {
    expect(await withWeights({ gamma2: undefined }, 'normalized')).toMatch(
      /changed\.npz: gamma2 \(n_2, 1\) = \(5, 1\) missing; the file holds W1 \(6, 4\), b1 \(6, 1\), gamma1 \(6, 1\)/,
    );
    expect(await withWeights({ beta3: ones(6) }, 'normalized')).toMatch(
      /beta3 is \(6,\); \(n_3, 1\) = \(6, 1\) is needed\.$/,
    );
    expect(await withWeights({ gamma1: ones(7, 1) })).toMatch(
      /gamma1 \(7, 1\) not known; the design has W1, b1/,
    );
  });

  it('arrays that the design has no place for', async () => {
    expect(await withWeights({ W5: ones(2, 2) })).toMatch(/W5 \(2, 2\) not known; the design has W1, b1, W2/);
    expect(await withBatch({ Z: ones(1, 1) })).toMatch(/Z \(1, 1\) not known; the design has X, Y\.$/);
  });

  it('numbers that are none, by row and column', async () => {
    const X = ones(3, 6);
    X.values[1 * 6 + 4] = NaN;
    expect(await withBatch({ X })).toMatch(
      /X, row 2, column 5 \(counted from 1\): NaN is not accepted; finite numbers are accepted\.$/,
    );
    const W1 = ones(7, 3);
    W1.values[20] = -Infinity;
    expect(await withWeights({ W1 })).toMatch(/W1, row 7, column 3 .*: -Infinity is not accepted/);
  });

  it('targets of another number of examples, or of another number of outputs', async () => {
    expect(await withBatch({ Y: ones(4, 5) })).toMatch(/Y is \(4, 5\); \(n_4, m\) = \(4, 6\) is needed/);
    expect(await withBatch({ Y: ones(3, 6) })).toMatch(/Y is \(3, 6\); \(n_4, m\) = \(4, 6\) is needed/);
    expect(await withBatch({ X: ones(3, 0) })).toMatch(
      /X is \(3, 0\); \(n_0, m\) = \(3, m, 1 or more\) is needed/,
    );
  });

  it('targets that the loss has no meaning for', async () => {
    expect(await withBatch({ Y: ones(4, 6) })).toMatch(
      /Y, column 1 \(counted from 1\) adds up to 4; one-hot columns, or others that add up to 1, are accepted\.$/,
    );
    const Y = { shape: [1, 9], values: Float64Array.of(0, 1, 1, 0, 1, 2, 0, 0, 0) };
    expect(await withBatch({ Y }, 'logistic')).toMatch(
      /Y, row 1, column 6 .*: 2 is not accepted; binaryCrossEntropy accepts targets from 0 to 1/,
    );
    Y.values[5] = 0.5;
    expect(await withBatch({ Y }, 'margin')).toMatch(
      /Y, row 1, column 6 .*: 0\.5 is not accepted; hinge accepts the targets 0 and 1\.$/,
    );
  });

  it('files that are missing, are folders or are none of NumPy', async () => {
    expect(await refuse(inputsOf('classes', { weights: '/nowhere/w.npz' }))).toBe(
      '/nowhere/w.npz: there is no such file.',
    );
    const folder = await openFolder();
    expect(await refuse(inputsOf('classes', { batch: folder }))).toContain('it is not a plain file');
    expect(await refuse(inputsOf('classes', { batch: traceFixture('classes.json') }))).toContain(
      'classes.json, the archive: it is not a ZIP archive',
    );
  });

  it('a place that cannot be written to', async () => {
    const folder = await openFolder();
    const write = (out: string) => runCommand(...inputsOf('logistic'), '--out', out);
    expect(await write(path.join(folder, 'a', 't.npz'))).toMatchObject({
      exitCode: 2,
      messages: [
        `${path.join(folder, 'a', 't.npz')}: the file cannot be written (its folder does not exist).`,
      ],
    });
    expect((await write(folder)).messages[0]).toContain('cannot be written (it is not a plain file)');
  });

  it('to write over what it reads', async () => {
    const weights = await changeArrays('logistic.weights.npz', {});
    const before = readFileSync(weights);
    const { exitCode, messages } = await runCommand(...inputsOf('logistic', { weights }), '--out', weights);
    expect(exitCode).toBe(2);
    expect(messages[0]).toMatch(/^--out ".*": it would replace what is read/);
    expect(readFileSync(weights)).toEqual(before);
  });
});

describe('a trace in which infinity appears', () => {
  it('exits with 1, names layer and tensor, and writes nothing', async () => {
    const weights = await changeArrays('logistic.weights.npz', {
      W1: { shape: [1, 4], values: new Float64Array(4).fill(1e39) },
    });
    const out = path.join(await openFolder(), 't.npz');
    const command = [...inputsOf('logistic', { weights }), '--out', out, '--precision', 'f32'];
    expect(await runCommand(...command)).toEqual({
      exitCode: 1,
      output: '',
      messages: ['layerbench: Z of layer 1 is no longer finite'],
    });
    expect(existsSync(out)).toBe(false);
  });
});
