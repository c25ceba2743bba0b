import { describe, expect, it } from 'vitest';
import { fieldText } from '#main/datasets/importers/csv/field.ts';
import { CsvScanner } from '#main/datasets/importers/csv/scanner.ts';
import { columnsOf, readText } from './read-text.ts';

const lines = (...rows: string[]) => linesOf(rows);
const linesOf = (rows: string[]) => `${rows.join('\n')}\n`;
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const refusal = async (read: Promise<unknown>) => {
  const error: unknown = await read.then(
    () => new Error('nothing was refused'),
    (cause: unknown) => cause,
  );
  return error instanceof Error ? error.message : String(error);
};

describe('the columns of a table', () => {
  it('are numbers, dates as days since 1970, and words, with nothing where the field is empty', async () => {
    const table = await readText(lines('n,d,w', '1.5,1970-01-02,red', ',,', '-2e3,1970-01-03T12:00Z,blue'));
    expect(columnsOf(table)).toEqual([
      ['n', 'number', [1.5, NaN, -2000]],
      ['d', 'date', [1, NaN, 2.5]],
      ['w', 'category', ['red', null, 'blue']],
    ]);
    expect(table).toMatchObject({ name: 't', rows: 3, lines: Uint32Array.of(2, 3, 4) });
  });

  it('are read as the person says', async () => {
    const text = lines('a,b', '1,2026-01-01', '2,2026-01-02', 'x,2026-01-03');
    const table = await readText(text, { types: { a: 'category', b: 'category' } });
    expect(columnsOf(table)).toEqual([
      ['a', 'category', ['1', '2', 'x']],
      ['b', 'category', ['2026-01-01', '2026-01-02', '2026-01-03']],
    ]);
  });

  it('name the first field that is not of their type and count the others', async () => {
    const [column] = (await readText(lines('a,b', '1,0', '2,0', 'oops,0', '3,0', '?,0', 'what,1'))).columns;
    expect(column).toMatchObject({ kind: 'number', unread: { count: 2, line: 4, value: 'oops' } });
  });

  it('are judged by the whole file, however its first thousand rows look', async () => {
    const many = (first: string, then: string) =>
      lines('a,y', ...Array.from({ length: 3000 }, (_, row) => `${row < 1100 ? first : then},${row}`));
    expect((await readText(many('1', 'word'))).columns[0]).toMatchObject({
      kind: 'category',
      categories: ['1', 'word'],
    });
    const [number] = (await readText(many('word', '1'))).columns;
    expect(number).toMatchObject({ kind: 'number', unread: { count: 1100, line: 2, value: 'word' } });
    const [date] = (await readText(many('2026-01-01', 'later'))).columns;
    expect(date).toMatchObject({ kind: 'category', categories: ['2026-01-01', 'later'] });
  });

  it('hold the number that the text says, to the last bit', async () => {
    const texts = [
      '0.1',
      '123456789.123456',
      '12345678901234567890',
      '9007199254740993',
      '1e-7',
      '4.35',
      '-0',
    ];
    const [column] = (await readText(lines('a,y', ...texts.map((text) => `${text},1`)))).columns;
    expect(column?.kind === 'number' && Array.from(column.values)).toEqual(texts.map(Number));
  });

  it('know no day that the calendar does not have, and none that two countries read differently', async () => {
    const kinds = async (date: string) => (await readText(lines('d,y', `${date},1`, `${date},2`))).columns[0];
    expect(await kinds('31.12.2026')).toMatchObject({ kind: 'number', isDate: true });
    expect(await kinds('2026-02-30')).toMatchObject({ kind: 'category' });
    expect(await kinds('03/04/2026')).toMatchObject({ kind: 'category' });
  });
});

describe('the dialect of a table', () => {
  it('is guessed and said: delimiter, decimal comma, header, encoding', async () => {
    const table = await readText(lines('länge;breite', '1,5;2', '2,25;3'));
    expect(table.dialect).toEqual({
      encoding: 'utf-8',
      delimiter: ';',
      quote: '"',
      decimal: ',',
      header: true,
    });
    expect(columnsOf(table)).toEqual([
      ['länge', 'number', [1.5, 2.25]],
      ['breite', 'number', [2, 3]],
    ]);
  });

  it('is what the person says instead', async () => {
    const text = lines("'a,b';1,5", "'c';2,5");
    const table = await readText(text, { delimiter: ';', quote: "'", decimal: ',', header: false });
    expect(columnsOf(table)).toEqual([
      ['c1', 'category', ['a,b', 'c']],
      ['c2', 'number', [1.5, 2.5]],
    ]);
    expect(columnsOf(await readText(lines('a"b,c', '1,2'), { quote: '', header: true }))).toEqual([
      ['a"b', 'number', [1]],
      ['c', 'number', [2]],
    ]);
  });

  it('takes UTF-16 of both orders, with and without its mark, and latin-1', async () => {
    const text = lines('größe,art', '1,süß', '2,herb');
    const expected = columnsOf(await readText(text));
    expect(columnsOf(await readText(utf16(`\uFEFF${text}`)))).toEqual(expected);
    expect(columnsOf(await readText(utf16(text)))).toEqual(expected);
    expect(columnsOf(await readText(utf16(`\uFEFF${text}`).swap16()))).toEqual(expected);
    const latin = await readText(Buffer.from(text, 'latin1'));
    expect([columnsOf(latin), latin.dialect?.encoding]).toEqual([expected, 'latin-1']);
  });
});

describe('a text that cannot be a table is refused: it', () => {
  it('is UTF-8 up to a line and then no more', async () => {
    const mixed = Buffer.concat([Buffer.from(lines('a,b', 'süß,1')), Buffer.from(lines('süß,2'), 'latin1')]);
    expect(await refusal(readText(mixed))).toBe(
      't.csv, line 3: the bytes are not UTF-8, which the file is up to there; one encoding for the whole file is accepted: UTF-8, UTF-16 or latin-1.',
    );
  });

  it('has a row without an end', async () => {
    const endless = lines('a,b', `1,"${'x,\n'.repeat(1_500_000)}`);
    expect(await refusal(readText(endless))).toBe(
      't.csv, line 2: the row that begins here is longer than 4 MiB; a quote may be missing.',
    );
  });

  it('is ragged far behind what is looked at first', async () => {
    const rows = Array.from({ length: 200_000 }, (_, row) => `${row},1`);
    rows[150_000] = '1,2,3';
    expect(await refusal(readText(linesOf(['a,b', ...rows])))).toBe(
      't.csv, line 150002: 3 fields where every row needs 2.',
    );
  });
});

it('a table of 10,000 columns is read', async () => {
  const names = Array.from({ length: 10_000 }, (_, at) => `n${at}`).join(',');
  const row = Array.from({ length: 10_000 }, (_, at) => at % 10).join(',');
  const table = await readText(lines(names, row, row));
  expect([table.columns.length, table.rows]).toEqual([10_000, 2]);
});

it('records are the same wherever the pieces of the file end', () => {
  const text = 'a,b,"c ""d"""\n1,süß,"x\r\ny"\r\n\r\n2,"q""r", z \r3,,"\n"';
  const bytes = Buffer.from(text);
  const whole = scan(bytes.length);
  expect(whole).toEqual([
    [1, 'a', 'b', 'c "d"'],
    [2, '1', 'süß', 'x\ny'],
    [5, '2', 'q"r', 'z'],
    [6, '3', '', '\n'],
  ]);
  for (let size = 1; size < bytes.length; size += 1) expect(scan(size)).toEqual(whole);

  function scan(size: number): unknown[] {
    const records: unknown[] = [];
    const scanner = new CsvScanner('t.csv', { delimiter: ',', quote: '"' }, (record) => {
      const texts = Array.from({ length: record.count }, (_, field) => fieldText(record, field, '"'));
      records.push([record.line, ...texts]);
    });
    for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
    scanner.end();
    return records;
  }
});
