import { expect, it } from 'vitest';
import { readHeader } from '#renderer/state/csv-header.ts';

it.each([
  ['a comma', 'width,height,kind\n1,2,x', ['width', 'height', 'kind']],
  ['a semicolon', 'width;height;kind\r\n1;2;x', ['width', 'height', 'kind']],
  ['a tab', 'width\theight\tkind', ['width', 'height', 'kind']],
])('reads the columns of a table parted by %s', (_, text, columns) => {
  expect(readHeader(text)).toEqual(columns);
});

it('keeps a separator that stands inside quotes, and drops a byte order mark', () => {
  expect(readHeader('\uFEFF"width, cm",kind\n')).toEqual(['width, cm', 'kind']);
});
