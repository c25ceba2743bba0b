import { expect, test } from 'vitest';
import {
  ProblemError,
  isProblem,
  problem,
  problemCodes,
  type ProblemCode,
  type ProblemParams,
} from '#shared/problem.ts';

/** One made-up problem of every code; the compiler sees to it that none is missing. */
const samples: { [C in ProblemCode]: ProblemParams[C] } = {
  'file.missing': { file: 'a.csv' },
  'file.unreadable': { file: 'a.csv', reason: 'it is a folder' },
  'csv.empty': { file: 'a.csv' },
  'csv.noRows': { file: 'a.csv' },
  'csv.ragged': { file: 'a.csv', line: 71, found: 31, expected: 41 },
  'csv.quote': { file: 'a.csv', line: 71, reason: 'never closed' },
  'csv.textInNumber': { file: 'a.csv', line: 71, column: 'width', value: 'wide' },
  'csv.duplicateColumn': { file: 'a.csv', line: 71, column: 'width' },
  'csv.tooFewColumns': { file: 'a.csv', found: 31 },
  'csv.missingTarget': { file: 'a.csv', line: 71, column: 'width' },
  'csv.emptyColumn': { file: 'a.csv', column: 'width' },
  'csv.tooManyCategories': { file: 'a.csv', column: 'width', found: 71, most: 50 },
  'data.noTarget': { file: 'a.csv', target: 'kind', columns: '"width"' },
  'data.unknownSource': { value: 'spiral', nearest: 'spirals', accepted: 'moons, circles' },
  'data.unknownOption': { source: 'moons', option: 'nose', accepted: 'noise' },
  'data.badOption': { source: 'moons', option: 'noise', value: 'loud', accepted: 'a number is accepted' },
  'data.oneClass': { file: 'a.csv', column: 'kind', value: 'setosa' },
  'data.tooFewExamples': { file: 'a.csv', found: 21, needed: 31 },
  'data.taskMismatch': { file: 'a.csv', column: 'kind', task: 'binary', reason: 'three values' },
  'setting.unknown': { key: 'learningrate', nearest: 'optimizer.learningRate' },
  'setting.invalid': { key: 'epochs', value: 'abc', accepted: 'a whole number is accepted' },
  'layers.syntax': { value: '16', accepted: 'units:activation is accepted' },
  'design.unreadable': { file: 'a.json', reason: 'not JSON' },
  'design.unknownField': { place: 'layer 2', field: 'unit', accepted: 'units' },
  'design.invalid': { place: 'layer 2', value: '0', accepted: 'a whole number is accepted' },
  'design.inputs': { inputs: 21, features: 41 },
  'design.outputs': { layer: 21, units: 31, needed: 41 },
  'design.loss': { loss: 'crossEntropy', layer: 21, activation: 'tanh', accepted: 'softmax is accepted' },
  'design.softmaxNotLast': { layer: 21, last: 31 },
  'design.weightShape': { layer: 21, found: '(5, 6)', inner: 61, needed: 71, expected: '(5, 7)' },
  'store.newer': { file: 'a.sqlite', found: 91, supported: 11 },
  'store.unreadable': { file: 'a.sqlite', reason: 'no permission' },
  'store.notAStore': { file: 'a.sqlite' },
  'store.unwritable': { file: 'a.sqlite', reason: 'disk full' },
  'store.damaged': { file: 'a.sqlite', place: 'chunk 3', reason: 'wrong sum' },
  'run.unknown': { run: 'abc' },
  'run.ambiguous': { run: 'abc', matches: 'abc1, abc2' },
  'run.notActive': { run: 'abc', status: 'finished' },
  'run.noParameters': { run: 'abc' },
  'series.unknown': { key: 'loss', accepted: 'train.loss' },
  'port.inUse': { port: 8123 },
  usage: { reason: '--m "x": a whole number is accepted.' },
};

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
