import { ORPCError } from '@orpc/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkRecipe } from '#shared/design/settings.ts';
import { defaultRecipe } from '#shared/design/recipe.ts';
import { problem } from '#shared/problem.ts';
import { language } from '#renderer/i18n/locale.svelte.ts';
import { problemText } from '#renderer/i18n/problem-text.ts';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
afterEach(() => language.choose('en'));

const ragged = { code: 'csv.ragged', params: { file: 'a.csv', line: 7, found: 3, expected: 4 } };

describe('a problem in words', () => {
  it('is said from its code and values when it comes from the other side', () => {
    const error = new ORPCError('PROBLEM', { data: ragged });
    expect(problemText(error)).toBe('a.csv, line 7: 3 fields where every row needs 4.');
  });

  it('is said in Korean once Korean is chosen', () => {
    language.choose('ko');
    expect(problemText(new ORPCError('PROBLEM', { data: ragged }))).toBe(
      'a.csv 7번째 줄: 필드가 3개입니다. 모든 행의 필드는 4개여야 합니다.',
    );
  });

  it('is said the same for a problem of this side', () => {
    const error = problem('data.noTarget', { file: 'a.csv', target: 'kind', columns: 'x, y' });
    expect(problemText(error)).toBe('a.csv has no column “kind”. Its columns are x, y.');
  });

  it('says in Korean what a hyperparameter accepts', () => {
    language.choose('ko');
    const refuse = () => checkRecipe({ ...defaultRecipe, epochs: 0.5 }, 'epochs', '0.5');
    expect(catchText(refuse)).toBe(
      '에폭: ‘0.5’은(는) 쓸 수 없습니다. 1에서 1000000 사이의 정수를 쓸 수 있습니다.',
    );
  });

  it('names what went wrong for any other error, without a stack trace', () => {
    const text = problemText(new TypeError('x is not a function'));
    expect(text).toContain('x is not a function');
    expect(text).not.toContain('\n');
  });

  it('does not trust a problem whose values are not as declared', () => {
    const error = new ORPCError('PROBLEM', {
      data: { code: 'csv.ragged', params: { file: {} } },
      message: 'odd',
    });
    expect(problemText(error)).toContain('odd');
  });
});

function catchText(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return problemText(error);
  }
  throw new Error('Nothing was refused.');
}
