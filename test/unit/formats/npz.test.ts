import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNpz, writeNpz } from '#main/formats/npz.ts';

const fixture = (name: string) =>
  readNpz(readFileSync(new URL(`../../fixtures/formats/${name}`, import.meta.url)), name);
const whole = [0, 1, 2, 3, 4, 5];

describe.each(['stored.npz', 'compressed.npz'])('%s, as NumPy writes it', (file) => {
  it.each([
    ['float32', whole.map((k) => k / 4)],
    ['float64', whole.map((k) => k / 8 - 0.1)],
    ['bigFloat32', whole.map((k) => k / 4)],
    ['bigFloat64', whole.map((k) => k / 8 - 0.1)],
    ['int64', whole.map((k) => k - 3)],
    ['bigInt64', whole.map((k) => k - 3)],
    ['int32', whole.map((k) => k - 3)],
    ['bigInt32', whole.map((k) => k - 3)],
    ['uint8', whole.map((k) => k * 50)],
    ['bool', [1, 0, 1, 0, 1, 0]],
    ['fortran', whole.map((k) => k / 8)],
  ])('gives the numbers of %s row by row', (name, expected) => {
    const array = fixture(file).get(name);
    expect(array?.shape).toEqual([2, 3]);
    expect(Array.from(array?.values ?? [])).toEqual(expected);
  });

  it('gives a Fortran-ordered cube in C order', () => {
    const array = fixture(file).get('fortranCube');
    expect(array?.shape).toEqual([2, 3, 4]);
    expect(Array.from(array?.values ?? [])).toEqual(Array.from({ length: 24 }, (_, k) => k));
  });

  it('knows shapes of no, one and zero-length axes', () => {
    const shapes = ['scalar', 'vector', 'empty'].map((name) => fixture(file).get(name)?.shape);
    expect(shapes).toEqual([[], [3], [0, 3]]);
    expect(Array.from(fixture(file).get('scalar')?.values ?? [])).toEqual([2.5]);
  });
});

describe('the header of an array', () => {
  it('is read in its three versions', () => {
    for (const name of ['version1', 'version2', 'version3'])
      expect(Array.from(fixture('headers.npz').get(name)?.values ?? [])).toEqual(whole.map((k) => k / 8));
  });
});

describe('written arrays', () => {
  it('come back with their shapes and every bit of their numbers', () => {
    const shape = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 });
    fc.assert(
      fc.property(shape, fc.boolean(), fc.infiniteStream(fc.double()), (sizes, single, numbers) => {
        const count = sizes.reduce((product, size) => product * size, 1);
        const drawn = [...numbers.take(count)];
        const values = single ? Float32Array.from(drawn) : Float64Array.from(drawn);
        const back = readNpz(writeNpz([['W1', { shape: sizes, values }]], 'w.npz'), 'w.npz').get('W1');
        expect(back?.shape).toEqual(sizes);
        expect(back?.values).toEqual(values);
      }),
      { seed: 8, numRuns: 100 },
    );
  });

  it('are the same bytes whenever they are written', () => {
    const write = () => writeNpz([['a', { shape: [2], values: Float64Array.of(1, 2) }]], 'a.npz');
    expect(write()).toEqual(write());
  });

  const python = spawnSync('/usr/bin/python3', ['-c', 'import numpy']).status === 0;
  it.skipIf(!python)('are read by NumPy', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'layerbench-npz-'));
    try {
      const file = path.join(folder, 'a.npz');
      const single = { shape: [2, 3], values: Float32Array.from(whole) };
      const loss = { shape: [], values: Float64Array.of(0.1) };
      const row = { shape: [2], values: Float64Array.of(1, 2) };
      writeFileSync(file, writeNpz(Object.entries({ single, loss, row }), file));
      const script = `import json, numpy, sys
print(json.dumps([[k, str(v.dtype), v.shape, v.tolist()] for k, v in numpy.load(sys.argv[1]).items()]))`;
      const { stdout } = spawnSync('/usr/bin/python3', ['-c', script, file], { encoding: 'utf8' });
      expect(JSON.parse(stdout)).toEqual([
        ['single', 'float32', [2, 3], [whole.slice(0, 3), whole.slice(3)]],
        ['loss', 'float64', [], 0.1],
        ['row', 'float64', [2], [1, 2]],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
