import * as v from 'valibot';
import { DesignSchema } from '../design/design.ts';
import { RecipeSchema } from '../design/recipe.ts';
import { procedure } from './procedure.ts';

/** What is on the bench: the experiment being put together, saved at every change. */
export const DraftSchema = v.strictObject({
  data: v.string(),
  design: DesignSchema,
  recipe: RecipeSchema,
});
export type Draft = v.InferOutput<typeof DraftSchema>;

export const draft = {
  /** Null until the first change. */
  read: procedure.output(v.nullable(DraftSchema)),
  write: procedure.input(DraftSchema),
};
