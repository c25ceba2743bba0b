import * as v from 'valibot';
import { problem } from '../problem.ts';
import { nearest } from './nearest.ts';
import { RecipeSchema, defaultRecipe, type Recipe } from './recipe.ts';
import { earlyStoppingAccepted, settings, splitAccepted, type Setting } from './setting-table.ts';

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
 * Checks a recipe, e.g. one read from a file, and makes it whole: what was added since it was saved gets its default.
 *
 * @param key what was just changed, where the recipe was refused for it @param text what was typed for it
 * @throws ProblemError setting.unknown, setting.invalid
 */
export function checkRecipe(value: unknown, key?: string, text?: string): Recipe {
  const result = v.safeParse(RecipeSchema, value);
  if (!result.success) throw explain(result.issues[0], key, text);
  const { earlyStopping, split } = result.output;
  if (earlyStopping.patience > 0 && split.dev === 0)
    throw problem('setting.invalid', {
      key: key ?? 'earlyStopping.patience',
      value: text ?? String(earlyStopping.patience),
      accepted: earlyStoppingAccepted,
    });
  return result.output;
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
      accepted: splitAccepted,
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
