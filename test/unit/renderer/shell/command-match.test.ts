import { expect, it } from 'vitest';
import { matchCommand } from '#renderer/shell/command-match.ts';

it('finds a command by the start of its name before one that only knows the word', () => {
  const byName = matchCommand('a', 'dig', ['Digits', 'Choose data']);
  const byWord = matchCommand('b', 'dig', ['손글씨 숫자', 'digits']);
  expect(byName).toBeGreaterThan(byWord);
  expect(byWord).toBeGreaterThan(0);
});

it('wants every typed word', () => {
  expect(matchCommand('a', 'start train', ['Start training'])).toBe(1);
  expect(matchCommand('a', 'start digits', ['Start training'])).toBe(0);
});
