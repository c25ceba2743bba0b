import { expect, test } from 'vitest';
import { ProblemError, isProblem, problem, problemCodes } from '#shared/problem.ts';
import { samples } from './problem-samples.ts';

test.each(problemCodes)('%s is one sentence that says every value it was given', (code) => {
  const params: Record<string, string | number> = samples[code];
  const { message } = problem(code, samples[code]);
  expect(message).toMatch(/[.?]$/);
  expect(message).not.toMatch(/[\n\r]|undefined|NaN|\[object|\.\.$/);
  for (const value of Object.values(params)) expect(message).toContain(String(value));
});

test('every code has a sentence', () => {
  expect(problemCodes).toEqual(Object.keys(samples));
});

test('a problem carries its code and params, and is told from any other error', () => {
  const error = problem('port.inUse', { port: 1 });
  expect(error).toMatchObject({ name: 'ProblemError', code: 'port.inUse', params: { port: 1 } });
  expect(isProblem(error)).toBe(true);
  expect(isProblem(new Error(error.message))).toBe(false);
  expect(error).toBeInstanceOf(ProblemError);
});

test('line breaks and terminal codes of a file do not reach the sentence, but stay in the params', () => {
  const error = problem('data.noTarget', {
    file: 'a.csv',
    target: 'k\u001b[2J\r\nind',
    columns: '"a\u2028b"',
  });
  expect(error.message).toBe('a.csv: there is no column "k [2J ind"; the columns are "a b".');
  expect(error.params.target).toBe('k\u001b[2J\r\nind');
});

test('one is counted as one', () => {
  expect(problem('csv.ragged', { file: 'a', line: 2, found: 1, expected: 3 }).message).toContain(
    '1 field where',
  );
  expect(problem('csv.tooFewColumns', { file: 'a', found: 1 }).message).toContain('1 column found');
  expect(problem('data.tooFewExamples', { file: 'a', found: 1, needed: 3 }).message).toContain('1 example;');
});
