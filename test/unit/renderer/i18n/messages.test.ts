import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { activations, inits, losses, normalizations } from '#shared/design/design.ts';
import { presets } from '#shared/design/presets.ts';
import { gradientDetails, optimizers, schedules } from '#shared/design/recipe.ts';
import { settings } from '#shared/design/setting-table.ts';
import { taskKinds } from '#shared/design/task.ts';
import { problemCodes } from '#shared/problem.ts';
import { generators } from '#main/datasets/generators/table.ts';
import { optionsOf } from '#main/datasets/generators/options.ts';
import { problemKey } from '#renderer/i18n/problem-text.ts';

const folder = path.join(import.meta.dirname, '../../../../src-renderer/i18n/messages');
const files = readdirSync(path.join(folder, 'en'));
const read = (language: string, file: string) =>
  JSON.parse(readFileSync(path.join(folder, language, file), 'utf8')) as Record<string, unknown>;
const readAll = (language: string) =>
  Object.assign({}, ...files.map((file) => read(language, file))) as Record<string, unknown>;
const texts = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(texts)
      : [];
const placeholders = (value: unknown) =>
  [...new Set(texts(value).flatMap((text) => text.match(/\{[a-zA-Z]+\}/g) ?? []))].sort();

describe.each(files)('the messages of %s', (file) => {
  const [en, ko] = [read('en', file), read('ko', file)];

  it('are the same in English and Korean', () => {
    expect(Object.keys(ko).sort()).toEqual(Object.keys(en).sort());
  });

  it('are never empty', () => {
    const empty = (messages: Record<string, unknown>) =>
      Object.keys(messages).filter((key) => texts(messages[key]).every((text) => text.trim() === ''));
    expect([...empty(en), ...empty(ko)]).toEqual([]);
  });

  it('use the same values in both languages; a problem may leave out in Korean what is known only in English', () => {
    const differing = Object.keys(en).filter((key) => {
      const [inEnglish, inKorean] = [placeholders(en[key]), placeholders(ko[key])];
      return key.startsWith('problem_')
        ? inKorean.some((name) => !inEnglish.includes(name))
        : inEnglish.join() !== inKorean.join();
    });
    expect(differing).toEqual([]);
  });
});

it('problems use only values that their code declares', () => {
  const declarations = readFileSync(path.join(folder, '../../../src-shared/problem.ts'), 'utf8');
  const values = new Map(
    [...declarations.matchAll(/^ {2}'?([\w.]+)'?: \{ (.+) \};$/gm)].map(([, code = '', fields = '']) => [
      `problem_${code.replaceAll('.', '_')}`,
      fields.split('; ').map((field) => `{${field.split(':')[0] ?? ''}}`),
    ]),
  );
  const english = read('en', 'problems.json');
  const undeclared = problemCodes.map(problemKey).flatMap((key) =>
    placeholders(english[key])
      .filter((name) => !values.get(key)?.includes(name))
      .map((name) => `${key} ${name}`),
  );
  expect(undeclared).toEqual([]);
});

describe('every word of the shared vocabulary has a message', () => {
  const en = readAll('en');
  const settingPaths = settings.map((setting) => setting.path.replaceAll('.', '_'));

  it.each([
    ['problems', problemCodes.map(problemKey)],
    ['settings', settingPaths.flatMap((setting) => [`setting_${setting}`, `setting_help_${setting}`])],
    [
      'choices',
      [...optimizers, ...inits, ...schedules, ...gradientDetails].map((choice) => `setting_choice_${choice}`),
    ],
    ['activations', activations.map((activation) => `activation_${activation}`)],
    ['units', ['examples', 'steps', 'epochs'].map((unit) => `setting_unit_${unit}`)],
    ['normalisations', normalizations.map((name) => `normalization_${name}`)],
    ['losses', losses.map((loss) => `loss_${loss}`)],
    ['tasks', taskKinds.map((kind) => `task_${kind}`)],
    [
      'options of generators',
      generators
        .flatMap(optionsOf)
        .flatMap(({ name }) => [`look_option_${name}`, `look_option_help_${name}`]),
    ],
    ['presets', presets.flatMap(({ id }) => [`preset_${id}`, `preset_${id}_detail`])],
  ])('%s', (_, keys) => {
    expect(keys.filter((key) => !Object.hasOwn(en, key))).toEqual([]);
  });
});
