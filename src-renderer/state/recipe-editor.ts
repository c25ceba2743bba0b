import type { Recipe } from '#shared/design/recipe.ts';

/** What the fields of a recipe read and change: the bench, or a fork that is being put together. */
export interface RecipeEditor {
  readonly recipe: Recipe;
  /** The largest batch that the training part fills, where the chosen batch is larger; null where it is not. */
  readonly fittingBatch: number | null;
  /** @returns why the value was refused, in one sentence; null when it was taken */
  setSetting(path: string, value: unknown): string | null;
}
