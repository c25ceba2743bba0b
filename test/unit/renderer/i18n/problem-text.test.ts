import { ORPCError } from '@orpc/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { settings } from '#shared/design/setting-table.ts';
import { checkRecipe, withSetting } from '#shared/design/settings.ts';
import { defaultRecipe } from '#shared/design/recipe.ts';
import { problem, problemCodes } from '#shared/problem.ts';
import { language } from '#renderer/i18n/locale.svelte.ts';
import { problemText } from '#renderer/i18n/problem-text.ts';
import { samples } from '#test/unit/problem-samples.ts';

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
      'a.csv 7번째 줄: 칸이 3개입니다. 모든 행의 칸은 4개여야 합니다.',
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
      '에폭: ‘0.5’ 값은 쓸 수 없습니다. 1에서 1000000 사이의 정수를 쓸 수 있습니다.',
    );
  });

  it.each(settings.flatMap((setting) => (setting.kind === 'number' ? [setting.path] : [])))(
    'says in Korean what %s accepts, and not merely that it is something else',
    (path) => {
      language.choose('ko');
      const text = catchText(() => checkRecipe(withSetting(defaultRecipe, path, 'x'), path, 'x'));
      expect(text).toMatch(/‘x’ 값은 쓸 수 없습니다\. .*(수를|정수를|숫자를) 쓸 수 있습니다\.$/);
    },
  );

  it('says in Korean that early stopping needs a dev part', () => {
    language.choose('ko');
    const recipe = {
      ...defaultRecipe,
      earlyStopping: { patience: 3, minDelta: 0 },
      split: { dev: 0, test: 0 },
    };
    expect(catchText(() => checkRecipe(recipe))).toContain('조기 종료에는 검증(dev) 데이터가 필요합니다');
  });

  it('says in Korean the words of the code that it names', () => {
    language.choose('ko');
    expect(problemText(problem('run.notActive', { run: 'a', status: 'finished' }))).toContain('상태: 완료');
    expect(problemText(problem('design.taskLoss', samples['design.taskLoss']))).toBe(
      '21층: ‘교차 엔트로피’ 손실은 이진 분류 문제에 쓸 수 없습니다. 쓸 수 있는 손실: 이진 교차 엔트로피, 힌지(hinge), 평균 제곱 오차.',
    );
    expect(problemText(problem('design.invalid', samples['design.invalid']))).toBe(
      '설계(2층, units): 0 값은 쓸 수 없습니다.',
    );
  });

  it.each(problemCodes)('has no English clause in its Korean sentence: %s', (code) => {
    language.choose('ko');
    const text = problemText(problem(code, samples[code]));
    expect(text).toMatch(/[가-힣]/);
    expect(text).not.toMatch(/[a-z]{2,} [a-z]{2,}/i);
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
