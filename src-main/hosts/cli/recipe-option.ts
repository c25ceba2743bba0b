import { defaultRecipe, type Recipe } from '#shared/design/recipe.ts';
import { settings } from '#shared/design/setting-table.ts';
import { applySettings, checkRecipe } from '#shared/design/settings.ts';
import { inFile, problem } from '#shared/problem.ts';
import { readTextFile } from './read-text-file.ts';

export interface RecipeOptions {
  set: string[];
  seed?: string;
  epochs?: string;
  gradients?: string;
  standardize: boolean;
  recipe?: string;
}

/**
 * Puts a recipe together: the file of `--recipe`, or what it starts from, then each `--set`, then the short forms.
 *
 * @throws ProblemError setting.unknown, setting.invalid, file.missing
 */
export async function resolveRecipe(options: RecipeOptions, start = defaultRecipe): Promise<Recipe> {
  const base = options.recipe === undefined ? start : await readRecipe(options.recipe);
  const assignments = options.set.map(parseAssignment);
  if (options.seed !== undefined) assignments.push(['seed', options.seed]);
  if (options.epochs !== undefined) assignments.push(['epochs', options.epochs]);
  if (options.gradients !== undefined) assignments.push(['gradients', options.gradients]);
  if (!options.standardize) assignments.push(['standardize', 'false']);
  return applySettings(assignments, base);
}

export function settingsHelp(): string {
  return `a hyperparameter, repeatable: ${settings.map((setting) => setting.path).join(', ')}`;
}

/** Gathers what a repeatable option is given. */
export function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}

function parseAssignment(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1)
    throw problem('usage', {
      reason: `--set "${text}": KEY=VALUE is accepted, such as optimizer.learningRate=0.01.`,
    });
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** A recipe's file; settings that were added since it was written have their defaults. */
async function readRecipe(file: string): Promise<Recipe> {
  const value = parseJson(await readTextFile(file), file);
  return inFile(file, () => checkRecipe(value));
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw problem('file.unreadable', { file, reason: `not JSON: ${(error as Error).message}` });
  }
}
