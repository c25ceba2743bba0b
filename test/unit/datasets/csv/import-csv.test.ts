import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importCsv, type CsvOptions } from '#main/datasets/csv/import-csv.ts';

const lines = (...rows: string[]) => `${rows.join('\n')}\n`;
const read = (text: string, options: CsvOptions = {}) => importCsv(text, 'flowers.csv', options);
const flowers = lines('width,length,kind', '1.5,2,rose', '3,-4e-1,iris', '.5,6,rose');

describe('a table of values', () => {
  it('becomes a dataset: the last column is the target, the others are the inputs', () => {
    const dataset = read(flowers);
    expect(dataset).toMatchObject({
      name: 'flowers',
      origin: 'imported',
      task: { kind: 'binary', inputs: 2, outputs: 1 },
      examples: 3,
      features: ['width', 'length'],
      target: 'kind',
      classes: ['iris', 'rose'],
      missing: [],
    });
    expect(dataset.X).toEqual(Float32Array.of(1.5, 2, 3, -0.4, 0.5, 6));
    expect(dataset.Y).toEqual(Float32Array.of(1, 0, 1));
    expect(dataset.source).toBe(`dataset:${dataset.hash}`);
  });

  it('has the same hash whatever the file, delimiter, line ends and spaces', () => {
    const { hash } = read(flowers);
    expect(importCsv(flowers.replaceAll(',', '\t'), 'other.tsv').hash).toBe(hash);
    expect(read(flowers.replaceAll(',', ';')).hash).toBe(hash);
    expect(read(flowers.replaceAll(',', '|')).hash).toBe(hash);
    expect(read(flowers.replaceAll('\n', '\r\n')).hash).toBe(hash);
    expect(read(flowers.replaceAll('\n', '\r')).hash).toBe(hash);
    expect(read(flowers.replaceAll(',', ' , ')).hash).toBe(hash);
    expect(read(flowers.replaceAll('\n', '\n\n  \n')).hash).toBe(hash);
    expect(read(`\uFEFF${flowers.trimEnd()}`).hash).toBe(hash);
  });

  it('has another hash when a value, a name or the task differs', () => {
    const { hash } = read(flowers);
    expect(read(flowers.replace('1.5', '1.25')).hash).not.toBe(hash);
    expect(read(flowers.replace('width', 'breadth')).hash).not.toBe(hash);
    expect(read(flowers, { task: 'multiclass' }).hash).not.toBe(hash);
  });

  it('is named after the file without folder and ending', () => {
    expect(importCsv(flowers, '/home/kim/my.data.csv').name).toBe('my.data');
    expect(importCsv(flowers, 'C:\\data\\.hidden').name).toBe('.hidden');
  });

  it('reads quoted fields with delimiters, doubled quotes and newlines', () => {
    const dataset = read(lines('x,"the ""kind"", named"', '1,"rose, red"', '2,"a\nb"', '3,"say ""hi"""'));
    expect(dataset.target).toBe('the "kind", named');
    expect(dataset.classes).toEqual(['a\nb', 'rose, red', 'say "hi"']);
  });

  it('takes the delimiter that cuts all rows alike, not one that stands within texts', () => {
    const dataset = read(
      lines('note;x;y', 'red, blue, green;1;2', 'white;3;4.5', '"a;b", c;5;6.5'.replace(', c', '')),
    );
    expect(dataset.features).toEqual(['note=a;b', 'note=red, blue, green', 'note=white', 'x']);
  });
});

describe('the header of a table', () => {
  it('is missed where the first row holds numbers like the rest; columns are then c1…ck', () => {
    expect(read(lines('5.1,3.5,rose', '4.9,3,iris', '4.7,3.2,rose'))).toMatchObject({
      examples: 3,
      features: ['c1', 'c2'],
      target: 'c3',
    });
  });

  it('is found over text columns whose names come never again', () => {
    expect(read(lines('colour,kind', 'red,rose', 'blue,iris', 'red,rose'))).toMatchObject({
      examples: 3,
      target: 'kind',
    });
  });

  it('is missed over text columns when a first text comes again', () => {
    expect(read(lines('red,rose', 'blue,iris', 'red,tulip')).examples).toBe(3);
  });

  it('may hold whole numbers as names, such as pixels', () => {
    expect(read(lines('0,1,label', '12,3,0', '4,5,1', '6,5,1')).features).toEqual(['0', '1']);
  });

  it('is not a row of measurements in which one field is wrong', () => {
    expect(() => read(lines('1.5,abc,2.5', '3,4,5', '6,7,8.5'))).toThrow(
      'flowers.csv, line 1, column "c2": "abc" is not a number; a number or an empty field is accepted.',
    );
  });

  it('names a column without a name by its place', () => {
    expect(read(lines(',x,y', '1,2,3.5', '2,3,4.5', '3,4,5.5')).features).toEqual(['c1', 'x']);
  });
});

describe('missing values', () => {
  it('are counted by column and kept as NaN', () => {
    const dataset = read(
      lines('a,b,y', ',1,0.5', 'NA,2,1.5', '3,?,2.5', 'n/a,NaN,3.5', 'null,5,4.5', '6,7,1'),
    );
    expect(dataset.missing).toEqual([
      { column: 'a', count: 4 },
      { column: 'b', count: 2 },
    ]);
    expect(dataset.X).toEqual(Float32Array.of(NaN, 1, NaN, 2, 3, NaN, NaN, NaN, NaN, 5, 6, 7));
  });

  it('of a text column are missing in each of its input columns', () => {
    const dataset = read(lines('colour,x,y', 'red,1,0.5', ',2,1.5', 'blue,3,2.5'));
    expect(dataset.features).toEqual(['colour=blue', 'colour=red', 'x']);
    expect(dataset.X).toEqual(Float32Array.of(0, 1, 1, NaN, NaN, 2, 1, 0, 3));
    expect(dataset.missing).toEqual([{ column: 'colour', count: 1 }]);
  });
});

describe('the task of a table', () => {
  const table = (values: (string | number)[]) =>
    lines('x,y', ...values.map((value, row) => `${row},${value}`));

  it('is binary for two classes, with index 0 and 1 in order', () => {
    const dataset = read(table(['yes', 'no', 'yes']));
    expect([dataset.task.kind, dataset.classes]).toEqual(['binary', ['no', 'yes']]);
    expect(dataset.Y).toEqual(Float32Array.of(1, 0, 1));
  });

  it('is multiclass for a few whole numbers, sorted as numbers', () => {
    const dataset = read(table([10, 9, 2, 10, 9, 2, 2]));
    expect(dataset.task).toEqual({ kind: 'multiclass', inputs: 1, outputs: 3 });
    expect(dataset.classes).toEqual(['2', '9', '10']);
    expect(dataset.Y).toEqual(Float32Array.of(2, 1, 0, 2, 1, 0, 0));
  });

  it('sorts texts by code unit', () => {
    expect(read(table(['b', 'a', 'B', 'b10', 'b9'])).classes).toEqual(['B', 'a', 'b', 'b10', 'b9']);
  });

  it('is binary for the four rows of xor', () => {
    expect(read(lines('a,b,y', '0,0,0', '0,1,1', '1,0,1', '1,1,0')).task.kind).toBe('binary');
  });

  it('is a regression for fractions, for many whole numbers and for numbers that hardly come again', () => {
    const ofTask = (values: number[]) => read(table(values)).task.kind;
    expect(ofTask([0.5, 1, 0.5, 1, 0.5])).toBe('regression');
    expect(ofTask(Array.from({ length: 63 }, (_, row) => row % 21))).toBe('regression');
    expect(ofTask(Array.from({ length: 60 }, (_, row) => row % 20))).toBe('multiclass');
    expect(ofTask([1, 2, 3, 1, 2, 3])).toBe('regression');
  });

  it('is what the caller says', () => {
    expect(read(table([0, 1, 0, 1, 1]), { task: 'regression' })).toMatchObject({
      task: { kind: 'regression', outputs: 1 },
      classes: [],
    });
    expect(read(table([0.5, 1, 0.5]), { task: 'binary' }).classes).toEqual(['0.5', '1']);
    expect(read(table([0, 1, 0, 1, 1]), { task: 'multiclass' }).task.outputs).toBe(2);
  });

  it('follows the column that is named as the target, wherever it stands', () => {
    const dataset = read(lines('kind,x,y', 'rose,1,2.5', 'iris,3,4.5'), { target: 'kind' });
    expect(dataset.features).toEqual(['x', 'y']);
    expect(dataset.target).toBe('kind');
  });
});

describe('a table that cannot be read is refused with its place: it', () => {
  const manyTexts = lines('t,y', ...Array.from({ length: 51 }, (_, row) => `word${row},${row}.5`));
  const manyClasses = lines('x,y', ...Array.from({ length: 1001 }, (_, row) => `${row},name ${row}`));
  it.each<[string, string, CsvOptions, string]>([
    ['is empty', '', {}, 'flowers.csv: the file is empty; a header or at least one row of values is needed.'],
    [
      'is blank',
      ' \r\n\n',
      {},
      'flowers.csv: the file is empty; a header or at least one row of values is needed.',
    ],
    ['has only a header', 'a,b\n', {}, 'flowers.csv: there is a header but no row of values under it.'],
    [
      'has one column',
      'a\n1\n2\n',
      {},
      'flowers.csv: 1 column found; at least one input column and a target are needed.',
    ],
    ['has a short row', 'a,b\n1,2\n3\n', {}, 'flowers.csv, line 3: 1 field where every row needs 2.'],
    [
      'has a long row after blank lines and a quoted newline',
      'a,b\r\n\r\n"x\r\ny",2\r\n\r\n1,2,3\r\n',
      {},
      'flowers.csv, line 6: 3 fields where every row needs 2.',
    ],
    [
      'has text among numbers',
      'a,b\n1,2.5\n\nabc,3.5\n4,5.5\n',
      {},
      'flowers.csv, line 4, column "a": "abc" is not a number; a number or an empty field is accepted.',
    ],
    [
      'has text among numbers behind a quoted newline of the same row',
      't,a,b\n"x\ny",1,2.5\n"x\ny",oops,3.5\nz,2,5.5\n',
      {},
      'flowers.csv, line 5, column "a": "oops" is not a number; a number or an empty field is accepted.',
    ],
    [
      'has text in a numeric target',
      'a,b\n1,2.5\n2,high\n4,5.5\n',
      {},
      'flowers.csv, line 3, column "b": "high" is not a number; a number or an empty field is accepted.',
    ],
    [
      'says inf',
      'a,b\n1,2.5\ninf,3.5\n4,5.5\n',
      {},
      'flowers.csv, line 3, column "a": "inf" is not a number; a number or an empty field is accepted.',
    ],
    [
      'has a number past what float32 holds',
      'a,b\n1,2.5\n1e999,3.5\n4,5.5\n',
      {},
      'flowers.csv, line 3, column "a": "1e999" is not a number; a number or an empty field is accepted.',
    ],
    [
      'never closes a quote',
      'a,b\n1,2\n\n"3,4\n5,6\n',
      {},
      'flowers.csv, line 4: a quoted field is not well formed (it is opened in this row and never closed).',
    ],
    [
      'has text behind a closing quote',
      'a,b\n1,2\n"3"x,4\n',
      {},
      'flowers.csv, line 3: a quoted field is not well formed (something follows its closing quote; a quote inside a quoted field is written twice).',
    ],
    [
      'has a quote inside a bare field',
      'a,b\n1,2\n3"x,4\n',
      {},
      'flowers.csv, line 3: a quoted field is not well formed (a quote stands inside a field that does not begin with one).',
    ],
    [
      'names a column twice',
      '\na,a,b\n1,2,3\n',
      {},
      'flowers.csv, line 2: column "a" stands twice; every column needs its own name.',
    ],
    [
      'lacks a target',
      'a,b\n1,rose\n2,\n',
      {},
      'flowers.csv, line 3, column "b": the target is empty; every row needs one.',
    ],
    [
      'has NaN for a target',
      'a,b\n1,2.5\n2,3.5\n4,NaN\n',
      {},
      'flowers.csv, line 4, column "b": the target is empty; every row needs one.',
    ],
    [
      'has an empty column',
      'a,b,c\n1,,rose\n2,NA,iris\n',
      {},
      'flowers.csv, column "b": every field is empty; at least one value is needed.',
    ],
    [
      'has too many texts in an input',
      manyTexts,
      {},
      'flowers.csv, column "t": 51 different texts as an input; numbers or at most 50 different texts are accepted.',
    ],
    [
      'has no such target',
      'a,b\n1,2\n3,4\n',
      { target: 'kind' },
      'flowers.csv: there is no column "kind"; the columns are "a", "b".',
    ],
    [
      'has one class of text',
      'a,b\n1,rose\n2,rose\n',
      {},
      'flowers.csv, column "b": every row has the single class "rose"; at least two classes are needed.',
    ],
    [
      'has one class of numbers',
      'a,b\n1,7\n2,7.0\n',
      {},
      'flowers.csv, column "b": every row has the single class "7"; at least two classes are needed.',
    ],
    ['has one row', 'a,b\n1,2\n', {}, 'flowers.csv: 1 example; at least 2 are needed.'],
    [
      'has three classes for a binary task',
      'a,b\n1,x\n2,y\n3,z\n',
      { task: 'binary' },
      'flowers.csv, column "b": the task binary does not fit (the column has 3 different values, and a binary target has at most 2).',
    ],
    [
      'has texts for a regression',
      'a,b\n1,x\n2,y\n',
      { task: 'regression' },
      'flowers.csv, column "b": the task regression does not fit (line 2 holds "x", and a regression needs numbers).',
    ],
    [
      'has a different text in every one of many rows',
      manyClasses,
      {},
      'flowers.csv, column "y": the task multiclass does not fit (the column has 1001 different values, and a multiclass target has at most 1000).',
    ],
    [
      'is binary',
      'PK\u0003\u0004\0\0a,b',
      {},
      'flowers.csv: the file cannot be read (it holds binary data, not text).',
    ],
  ])('%s', (_, text, options, sentence) => {
    let said = 'nothing was refused';
    try {
      read(text, options);
    } catch (error) {
      said = error instanceof Error ? error.message : String(error);
    }
    expect(said).toBe(sentence);
  });
});

describe('printing and reading', () => {
  const number = fc.float({ noNaN: true, noDefaultInfinity: true });
  const tables = fc
    .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 20 }))
    .chain(([width, height]) =>
      fc.record({
        width: fc.constant(width),
        rows: fc.array(fc.array(number, { minLength: width, maxLength: width }), {
          minLength: height,
          maxLength: height,
        }),
        delimiter: fc.constantFrom(',', ';', '\t', '|'),
        lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
        quoted: fc.boolean(),
        header: fc.boolean(),
      }),
    );

  it('give the same numbers back for any table', () => {
    fc.assert(
      fc.property(tables, ({ width, rows, delimiter, lineEnd, quoted, header }) => {
        const print = (value: number | string) => (quoted ? `"${value}"` : String(value));
        const names = Array.from({ length: width }, (_, at) => `name ${at}`);
        const text = [...(header ? [names] : []), ...rows]
          .map((row) => row.map(print).join(delimiter))
          .join(lineEnd);
        const dataset = importCsv(text, 'random.csv', { task: 'regression' });
        expect(dataset.examples).toBe(rows.length);
        expect([...dataset.X]).toEqual(rows.flatMap((row) => row.slice(0, -1)).map(positiveZero));
        expect([...dataset.Y]).toEqual(rows.map((row) => positiveZero(row.at(-1) ?? Number.NaN)));
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});

/** String(−0) is "0". */
function positiveZero(value: number): number {
  return value === 0 ? 0 : value;
}
