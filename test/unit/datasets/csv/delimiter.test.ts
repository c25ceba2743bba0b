import { describe, expect, it } from 'vitest';
import { guessDelimiter } from '#main/datasets/csv/delimiter.ts';

describe('the delimiter of a text', () => {
  it.each([
    ['a comma', 'a,b\n1,2\n', ','],
    ['a semicolon', 'a;b\n1;2\n', ';'],
    ['a tab', 'a\tb\n1\t2\n', '\t'],
    ['a bar', 'a|b\n1|2\n', '|'],
    ['a semicolon beside decimal commas', 'a;b\n1,5;2,5\n3,5;4,5\n', ';'],
    ['a tab beside commas in every row', 'x, y\tb\tc\nu, v\t2\t3\n', '\t'],
    ['a semicolon beside quoted commas', '"a,b,c";x\n"d,e,f";y\n', ';'],
    ['a comma beside doubled quotes', '"a "";"" b",x\n"c "";"" d",y\n', ','],
    ['a comma although one row is ragged', 'a,b,c\n1,2\n3,4,5\n', ','],
    ['a comma where nothing cuts', 'a\n1\n', ','],
  ])('is %s', (_, text, delimiter) => {
    expect(guessDelimiter(text)).toBe(delimiter);
  });
});
