import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isProblem } from '#shared/problem.ts';
import { prepareTable } from '#main/datasets/preparation/prepare-table.ts';
import { readText } from './read-text.ts';

/** 10,000 with `npm test -- --full`. */
const numRuns = process.env['LAYERBENCH_TEST_FULL'] !== undefined ? 10_000 : 1000;

const tables = [
  'width,length,kind\n1.5,2,rose\n3,-4e-1,iris\n.5,,rose\n',
  'datum;größe;art\r\n2026-01-01;1,5;"a ""b"""\r\n2026-01-02;2,25;c\r\n2026-01-03;3;c\r\n',
  '1\t2\t0\n4\t5\t1\n7\t8\t0\n9\t9\t1\n',
  'note|y\n"a\nb"|1\n"c|d"|2.5\n|3\n',
];
const encodings = ['utf8', 'utf16le', 'latin1'] as const;
const odd = [
  0, 9, 10, 13, 34, 39, 44, 45, 46, 48, 57, 59, 101, 124, 0x80, 0xbf, 0xc3, 0xe2, 0xf0, 0xfe, 0xff,
];

const mutated = fc
  .record({
    text: fc.constantFrom(...tables),
    encoding: fc.constantFrom(...encodings),
    edits: fc.array(
      fc.record({
        at: fc.nat(300),
        cut: fc.integer({ min: 0, max: 5 }),
        put: fc.oneof(
          fc.array(fc.constantFrom(...odd), { maxLength: 4 }),
          fc.array(fc.nat(255), { maxLength: 4 }),
          fc
            .constantFrom('NaN', 'inf', '1e999', '-1e-999', '9'.repeat(400), '""', '\r\r\n')
            .map((text) => [...Buffer.from(text)]),
        ),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    end: fc.option(fc.nat(300), { freq: 1 }),
  })
  .map(({ text, encoding, edits, end }) => {
    let bytes = Buffer.from(text, encoding);
    for (const { at, cut, put } of edits) {
      const place = at % (bytes.length + 1);
      bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from(put), bytes.subarray(place + cut)]);
    }
    return end === null ? bytes : bytes.subarray(0, end % (bytes.length + 1));
  });

it(`of ${numRuns} damaged tables each becomes a dataset without infinity, or is refused with one sentence`, async () => {
  const outcomes = { made: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(mutated, async (bytes) => {
      try {
        const table = await readText(bytes);
        const { dataset } = prepareTable({ table, file: 't.csv' });
        expect(dataset.X.length).toBe(dataset.examples * dataset.task.inputs);
        expect([...dataset.X, ...dataset.Y].every((value) => Math.abs(value) !== Infinity)).toBe(true);
        outcomes.made += 1;
      } catch (error) {
        if (!isProblem(error)) throw error;
        expect(error.message).toMatch(/^t\.csv[^\n]*[.)]$/);
        outcomes.refused += 1;
      }
    }),
    { seed: 4, numRuns },
  );
  expect(outcomes.made).toBeGreaterThan(numRuns / 20);
  expect(outcomes.refused).toBeGreaterThan(numRuns / 4);
}, 120_000);
