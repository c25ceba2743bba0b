import * as v from 'valibot';
import { problem } from '../problem.ts';
import { inits } from './design.ts';
import { nearest } from './nearest.ts';
import { RecipeSchema, defaultRecipe, gradientDetails, optimizers, type Recipe } from './recipe.ts';

/**
 * Every hyperparameter by its path: how it is typed on the command line, how the recipe panel edits it, and
 * what the refusal of a bad value says is accepted.
 */
export type Setting = { path: string; group: SettingGroup; usedWith?: readonly string[] } & (
  | { kind: 'number'; integer: boolean; unit?: string; accepted: string }
  | { kind: 'choice'; choices: readonly string[]; accepted: string }
  | { kind: 'switch'; accepted: string }
);

export type SettingGroup = 'optimizer' | 'training' | 'start' | 'regularization' | 'data' | 'record';

const oneOf = (choices: readonly string[]) => `one of ${choices.join(', ')} is accepted`;
const number = (path: string, group: SettingGroup, accepted: string, extra: object = {}) =>
  ({ path, group, kind: 'number', integer: false, accepted: `${accepted} is accepted`, ...extra }) as const;
const whole = (path: string, group: SettingGroup, least: number, most: number, unit?: string) =>
  ({
    path,
    group,
    kind: 'number',
    integer: true,
    accepted: `a whole number from ${least} to ${most} is accepted`,
    ...(unit === undefined ? {} : { unit }),
  }) as const;
const choice = (path: string, group: SettingGroup, choices: readonly string[]) =>
  ({ path, group, kind: 'choice', choices, accepted: oneOf(choices) }) as const;

export const settings: readonly Setting[] = [
  choice('optimizer.kind', 'optimizer', optimizers),
  number('optimizer.learningRate', 'optimizer', 'a number above 0'),
  number('optimizer.momentum', 'optimizer', 'a number from 0 up to but not including 1', {
    usedWith: ['momentum'],
  }),
  number('optimizer.beta1', 'optimizer', 'a number from 0 up to but not including 1', { usedWith: ['adam'] }),
  number('optimizer.beta2', 'optimizer', 'a number from 0 up to but not including 1', { usedWith: ['adam'] }),
  number('optimizer.epsilon', 'optimizer', 'a number above 0', { usedWith: ['adam'] }),
  whole('batchSize', 'training', 1, 1_000_000, 'examples'),
  whole('epochs', 'training', 1, 1_000_000, 'epochs'),
  whole('seed', 'start', 0, 4_294_967_295),
  choice('init', 'start', inits),
  number('initStd', 'start', 'a number above 0'),
  number('l2', 'regularization', 'a number of 0 or more'),
  number('split.dev', 'data', 'a share from 0 up to but not including 1'),
  number('split.test', 'data', 'a share from 0 up to but not including 1'),
  { path: 'standardize', group: 'data', kind: 'switch', accepted: 'true or false is accepted' },
  choice('gradients', 'record', gradientDetails),
];

/** Reads a setting of a recipe by its path, e.g. `optimizer.learningRate`. */
export function readSetting(recipe: Recipe, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined), recipe);
}

/** A copy of the recipe with one setting replaced; the value is not checked here. */
export function withSetting(recipe: unknown, path: string, value: unknown): unknown {
  const [head = '', ...rest] = path.split('.');
  const replace = (at: unknown, key: string, keys: string[]): unknown => ({
    ...(isRecord(at) ? at : {}),
    [key]:
      keys.length === 0 ? value : replace(isRecord(at) ? at[key] : undefined, keys[0] ?? '', keys.slice(1)),
  });
  return replace(recipe, head, rest);
}

/**
 * Applies typed settings, e.g. `{ 'optimizer.kind': 'adam', epochs: '200' }`, to a recipe.
 *
 * @throws ProblemError setting.unknown with the nearest known key; setting.invalid with what is accepted
 */
export function applySettings(
  assignments: Iterable<readonly [string, string]>,
  base: Recipe = defaultRecipe,
): Recipe {
  let draft: unknown = base;
  for (const [key, text] of assignments) {
    draft = withSetting(draft, key, parseValue(findSetting(key), text));
    const issue = findIssue(draft);
    // Shares that do not fit together yet may be on their way to two that do.
    if (issue !== undefined && issue.type !== 'check') throw explain(issue, key, text);
  }
  return checkRecipe(draft);
}

/**
 * Checks a whole recipe, e.g. one read from a file.
 *
 * @throws ProblemError setting.unknown, setting.invalid
 */
export function checkRecipe(value: unknown, key?: string, text?: string): Recipe {
  const result = v.safeParse(RecipeSchema, value);
  if (result.success) return result.output;
  throw explain(result.issues[0], key, text);
}

type RecipeIssue = v.InferIssue<typeof RecipeSchema>;

function findIssue(value: unknown): RecipeIssue | undefined {
  return v.safeParse(RecipeSchema, value).issues?.[0];
}

function explain(issue: RecipeIssue, key?: string, text?: string) {
  const path = issue.path?.map((item) => String(item.key)).join('.') ?? key ?? 'recipe';
  if (issue.type === 'strict_object' && issue.expected === 'never') return unknownSetting(path);
  if (issue.type === 'check')
    return problem('setting.invalid', {
      key: key ?? path,
      value: text ?? printValue(issue.input),
      accepted: 'split.dev and split.test together must stay below 1, so that a training part is left',
    });
  return problem('setting.invalid', {
    key: path,
    value: text ?? printValue(issue.input),
    accepted: acceptedAt(path),
  });
}

/** What a setting accepts; for a group, or a whole recipe, the settings it must have. */
function acceptedAt(path: string): string {
  const setting = settings.find((known) => known.path === path);
  if (setting !== undefined) return setting.accepted;
  const within = settings.map((known) => known.path).filter((known) => known.startsWith(`${path}.`));
  return `an object with ${(within.length > 0 ? within : settings.map((known) => known.path)).join(', ')} is accepted`;
}

function findSetting(key: string): Setting {
  const setting = settings.find((known) => known.path === key);
  if (setting === undefined) throw unknownSetting(key);
  return setting;
}

function unknownSetting(key: string) {
  return problem('setting.unknown', {
    key,
    nearest: nearest(
      key,
      settings.map((known) => known.path),
    ),
  });
}

function parseValue(setting: Setting, text: string): unknown {
  if (setting.kind === 'choice') return text;
  if (setting.kind === 'switch') return text === 'true' ? true : text === 'false' ? false : text;
  return text.trim() === '' ? text : Number.isNaN(Number(text)) ? text : Number(text);
}

function printValue(value: unknown): string {
  return value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
