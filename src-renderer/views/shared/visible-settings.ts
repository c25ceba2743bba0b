import type { Design } from '#shared/design/design.ts';
import type { Recipe } from '#shared/design/recipe.ts';
import { settings, type Setting } from '#shared/design/settings.ts';

/** Settings that a first experiment seldom touches; shown on demand. */
const further = new Set([
  'optimizer.beta1',
  'optimizer.beta2',
  'optimizer.epsilon',
  'split.dev',
  'split.test',
  'standardize',
  'gradients',
]);

/**
 * The settings that have an effect with this recipe and design: those of another optimiser, and the deviation
 * of an init that no layer uses, are left out.
 */
export function visibleSettings(recipe: Recipe, design: Design): { main: Setting[]; further: Setting[] } {
  const normalInit = design.layers.some((layer) => (layer.init ?? recipe.init) === 'normal');
  const used = settings.filter(
    ({ path, usedWith }) =>
      (usedWith === undefined || usedWith.includes(recipe.optimizer.kind)) &&
      (path !== 'initStd' || normalInit),
  );
  return {
    main: used.filter(({ path }) => !further.has(path)),
    further: used.filter(({ path }) => further.has(path)),
  };
}
