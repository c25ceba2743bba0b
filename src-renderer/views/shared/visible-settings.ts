import type { Design } from '#shared/design/design.ts';
import type { Recipe } from '#shared/design/recipe.ts';
import { settings, type Setting } from '#shared/design/setting-table.ts';
import { readSetting } from '#shared/design/settings.ts';

/** The parts of the recipe panel that are folded until someone wants them. */
export type FoldName = 'schedule' | 'regularization' | 'optimizer' | 'data';
export interface Fold {
  name: FoldName;
  settings: Setting[];
}

/** Settings of the optimiser that are seldom touched. */
const details = new Set(['optimizer.beta1', 'optimizer.beta2', 'optimizer.epsilon', 'optimizer.weightDecay']);
const foldNames: readonly FoldName[] = ['schedule', 'regularization', 'optimizer', 'data'];

/**
 * The settings that have an effect with this recipe and design: those of another optimiser or schedule, and the
 * number of an init that no layer uses, are left out. `main` is what a first experiment changes.
 */
export function visibleSettings(recipe: Recipe, design: Design): { main: Setting[]; folds: Fold[] } {
  const used = settings.filter((setting) => isUsed(setting, recipe, design));
  return {
    main: used.filter((setting) => foldOf(setting) === null),
    folds: foldNames
      .map((name) => ({ name, settings: used.filter((setting) => foldOf(setting) === name) }))
      .filter((fold) => fold.settings.length > 0),
  };
}

/** The settings that made a run what it is: those that have an effect, without what was turned off. */
export function chosenSettings(recipe: Recipe, design: Design): Setting[] {
  const { main, folds } = visibleSettings(recipe, design);
  return [...main, ...folds.flatMap((fold) => fold.settings)].filter(
    ({ path, off }) => off === undefined || readSetting(recipe, path) !== off,
  );
}

function foldOf({ path, group }: Setting): FoldName | null {
  if (group === 'schedule' || group === 'regularization') return group;
  if (group === 'data' || group === 'record') return 'data';
  return details.has(path) ? 'optimizer' : null;
}

function isUsed({ usedWith }: Setting, recipe: Recipe, design: Design): boolean {
  if (usedWith === undefined) return true;
  const value = readSetting(recipe, usedWith.path);
  if ('above' in usedWith) return Number(value) > usedWith.above;
  if (usedWith.path !== 'init') return usedWith.values.includes(String(value));
  return design.layers.some((layer) => usedWith.values.includes(layer.init ?? recipe.init));
}
