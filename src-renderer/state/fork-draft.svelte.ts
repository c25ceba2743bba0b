import type { ForkRun, Run } from '#shared/contract/runs.ts';
import { partSizes } from '#shared/design/part-sizes.ts';
import type { Recipe } from '#shared/design/recipe.ts';
import { settings } from '#shared/design/setting-table.ts';
import { checkRecipe, readSetting, withSetting } from '#shared/design/settings.ts';
import { problemText } from '../i18n/problem-text.ts';
import { epochAt, epochAxisOf } from './epoch-axis.ts';
import type { RecipeEditor } from './recipe-editor.ts';

/** The longest name, as the contract accepts it. */
const longestName = 120;

/** A fork that is being put together: the step of its parent, what is changed, and a name. */
export class ForkDraft implements RecipeEditor {
  readonly parent: Run;
  readonly #taken: ReadonlySet<string>;
  #step = $state(0);
  #recipe = $state.raw<Recipe>() as Recipe;
  #name = $state<string | null>(null);
  /** Epochs follow the step until a person sets them. */
  #epochsChosen = $state(false);

  /** @param taken names of other runs */
  constructor(parent: Run, step: number, taken: readonly string[] = []) {
    this.parent = parent;
    this.#taken = new Set(taken);
    this.#recipe = parent.recipe;
    this.step = step;
  }

  /** The step after which the fork goes its own way. */
  get step(): number {
    return this.#step;
  }
  set step(step: number) {
    this.#step = Math.min(this.last, Math.max(this.first, Math.round(step)));
    if (this.#epochsChosen) return;
    const { epochs } = this.parent.recipe;
    // At its end the parent has used its epochs up; the fork gets as many again.
    const fitting = epochs >= this.leastEpochs ? epochs : this.leastEpochs - 1 + epochs;
    this.#recipe = { ...this.#recipe, epochs: fitting };
  }

  /** The first and the last step that a fork can begin after. */
  get first(): number {
    return this.parent.parent?.step ?? 0;
  }
  get last(): number {
    // The step that diverged left nothing to go on from.
    const { status, step, failure } = this.parent;
    const end = status === 'diverged' ? (failure?.step ?? step) - 1 : step;
    return Math.max(this.first, end);
  }

  get recipe(): Recipe {
    return this.#recipe;
  }

  get name(): string {
    return this.#name ?? this.#freeName();
  }
  set name(name: string) {
    this.#name = name;
  }
  get isNamed(): boolean {
    const { length } = this.name.trim();
    return length > 0 && length <= longestName;
  }

  /** Paths of the settings that are not as the parent had them. */
  get changed(): string[] {
    return settings.map(({ path }) => path).filter((path) => this.isChanged(path));
  }
  isChanged(path: string): boolean {
    return readSetting(this.#recipe, path) !== readSetting(this.parent.recipe, path);
  }

  /** Whole epochs that are done at the step. */
  get epoch(): number {
    return Math.floor(this.#epochsDone);
  }
  /** The fewest epochs that leave something to train. */
  get leastEpochs(): number {
    return this.epoch + 1;
  }
  /** Steps that the fork would train; 0 where its epochs are used up. */
  get stepsAhead(): number {
    const perEpoch = Math.ceil(this.#trainingExamples / this.#recipe.batchSize);
    const goesOn = !['seed', 'batchSize', 'split.dev', 'split.test'].some((path) => this.isChanged(path));
    // Where the order of the examples is another, the epoch begins anew.
    const done = goesOn ? this.#epochsDone : this.epoch;
    return Math.max(0, Math.round((this.#recipe.epochs - done) * perEpoch));
  }

  get fittingBatch(): number | null {
    const train = this.#trainingExamples;
    return this.#recipe.batchSize > train ? train : null;
  }

  get ready(): boolean {
    return this.isNamed && this.stepsAhead > 0 && this.fittingBatch === null;
  }

  setSetting(path: string, value: unknown): string | null {
    try {
      this.#recipe = checkRecipe(withSetting(this.#recipe, path, value), path, String(value));
      if (path === 'epochs') this.#epochsChosen = true;
      return null;
    } catch (error) {
      return problemText(error);
    }
  }

  toFork(): ForkRun {
    return { run: this.parent.id, step: this.#step, recipe: this.#recipe, name: this.name.trim() };
  }

  get #epochsDone(): number {
    return epochAt(epochAxisOf(this.parent), this.#step);
  }

  get #trainingExamples(): number {
    const { train, dev, test } = this.parent.examples;
    if (!this.isChanged('split.dev') && !this.isChanged('split.test')) return train;
    return partSizes(train + dev + test, this.#recipe.split)?.train ?? 0;
  }

  #freeName(): string {
    const stem = `${this.parent.name.slice(0, longestName - 20)} @${this.#step}`;
    if (!this.#taken.has(stem)) return stem;
    for (let n = 2; ; n += 1) if (!this.#taken.has(`${stem} (${n})`)) return `${stem} (${n})`;
  }
}
