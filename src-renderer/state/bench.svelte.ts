import type { DatasetSummary } from '#shared/contract/datasets.ts';
import type { Draft } from '#shared/contract/draft.ts';
import { applyFix, clashesOf, type Clash, type Fix } from '#shared/design/clashes.ts';
import type { Design, Layer, Loss } from '#shared/design/design.ts';
import { leastExamples, partSizes } from '#shared/design/part-sizes.ts';
import { presets, type Preset } from '#shared/design/presets.ts';
import type { Recipe } from '#shared/design/recipe.ts';
import { checkRecipe, withSetting } from '#shared/design/settings.ts';
import { checkDesign } from '#shared/design/shapes.ts';
import { designFor, refitDesign, withLoss } from '#shared/design/task.ts';
import { problem } from '#shared/problem.ts';
import type { Client } from '../client/client.ts';
import { datasetName, presetName } from '../i18n/network-text.ts';
import { problemText } from '../i18n/problem-text.ts';
import { Autosave } from './autosave.ts';
import type { Datasets } from './datasets.svelte.ts';
import * as layers from './layer-edits.ts';
import { record, startTimeline, stepBack, stepForward, type Timeline } from './timeline.ts';

/**
 * The experiment being put together: data, design and recipe. Every change is saved by itself and can be undone.
 * Data decides the inputs, the output layer and the loss; choosing other data fits them and keeps the rest.
 */
export class Bench {
  readonly #client: Client;
  readonly #datasets: Datasets;
  readonly #autosave: Autosave<Draft>;
  readonly #now: () => number;
  #timeline = $state.raw<Timeline<Draft> | null>(null);

  constructor(client: Client, datasets: Datasets, options: BenchOptions = {}) {
    this.#client = client;
    this.#datasets = datasets;
    this.#now = options.now ?? (() => performance.now());
    this.#autosave = new Autosave((draft) => client.draft.write(draft), options.onSaveFailed ?? (() => {}));
  }

  /** Puts the saved experiment on the bench; the first time, and when its data is gone, the spirals. */
  async start(): Promise<void> {
    await this.#datasets.refresh();
    const saved = await this.#client.draft.read();
    if (
      saved !== null &&
      (await this.#datasets.load(saved.data).then(
        () => true,
        () => false,
      ))
    ) {
      this.#timeline = startTimeline(saved);
      return;
    }
    this.#timeline = startTimeline(await this.#draftOf('spirals'));
  }

  get draft(): Draft {
    if (this.#timeline === null) throw new Error('The bench is read before it has started.');
    return this.#timeline.present;
  }
  get data(): string {
    return this.draft.data;
  }
  get design(): Design {
    return this.draft.design;
  }
  get recipe(): Recipe {
    return this.draft.recipe;
  }
  get dataset(): DatasetSummary | undefined {
    return this.#datasets.find(this.data);
  }

  /** Examples of the training part; undefined while the data is not known or too small to be divided. */
  get trainingExamples(): number | undefined {
    const { dataset } = this;
    return dataset === undefined ? undefined : partSizes(dataset.examples, this.recipe.split)?.train;
  }

  /** The largest batch that the training part fills, where the chosen batch is larger; null where it is not. */
  get fittingBatch(): number | null {
    const train = this.trainingExamples;
    return train !== undefined && this.recipe.batchSize > train ? train : null;
  }

  /** Where the design does not fit itself or the data. */
  get clashes(): Clash[] {
    return clashesOf(this.design, this.dataset?.task);
  }

  /** Why this design cannot be trained on this data, in one sentence; null when it can. */
  get problem(): string | null {
    const { dataset, recipe } = this;
    try {
      checkDesign(this.design, dataset?.task);
      if (dataset !== undefined && partSizes(dataset.examples, recipe.split) === null)
        throw problem('data.tooFewExamples', {
          file: datasetName(dataset),
          found: dataset.examples,
          needed: leastExamples(recipe.split),
        });
      return null;
    } catch (error) {
      return problemText(error);
    }
  }

  /** Whether a training of what is on the bench can start. */
  get ready(): boolean {
    return this.problem === null && this.fittingBatch === null;
  }

  /** MiB that training would take; null while there is nothing that can be trained. */
  async askMemory(): Promise<number | null> {
    const { trainingExamples: examples, design, recipe } = this;
    if (!this.ready || examples === undefined) return null;
    return (await this.#client.runs.estimate({ design, recipe, examples })).memory;
  }

  /** @throws when the data cannot be had */
  async setData(source: string): Promise<void> {
    const { task, name } = await this.#datasets.load(source);
    const design = { ...refitDesign(this.design, task), name };
    this.#change(null, { ...this.draft, data: source, design });
  }

  /**
   * Puts a preset on the bench; one whose data is still to be brought leaves the data as it is.
   *
   * @throws when the preset's data cannot be had
   */
  async loadPreset(id: Preset['id']): Promise<void> {
    this.#change(null, await this.#draftOf(id));
  }

  /**
   * Puts a whole experiment on the bench, such as that of a saved run.
   *
   * @throws when its data cannot be had
   */
  async load(draft: Draft): Promise<void> {
    await this.#datasets.load(draft.data);
    this.#change(null, draft);
  }

  /** Puts a new hidden layer at this place in `design.layers`; never after the output layer. */
  addLayer(index: number): void {
    this.#changeLayers(null, layers.addLayer(this.design, index));
  }
  duplicateLayers(indexes: readonly number[]): void {
    this.#changeLayers(null, layers.duplicateLayers(this.design, indexes));
  }
  removeLayers(indexes: readonly number[]): void {
    this.#changeLayers(null, layers.removeLayers(this.design, indexes));
  }
  moveLayer(from: number, to: number): void {
    this.#changeLayers(null, layers.moveLayer(this.design, from, to));
  }
  setLayers(indexes: readonly number[], change: layers.LayerChange): void {
    const name = `layers ${indexes.join(' ')} ${Object.keys(change).join(' ')}`;
    this.#changeLayers(name, layers.setLayers(this.design, indexes, change));
  }

  /** n_0; the data decides it, and where the two differ it is a clash. */
  setInputs(inputs: number): void {
    this.setDesign({ ...this.design, inputs }, 'inputs');
  }

  /** A whole design for the one on the bench. @param name of a change that others may follow closely */
  setDesign(design: Design, name: string | null = null): void {
    this.#change(name, { ...this.draft, design });
  }

  applyFix(fix: Fix): void {
    this.setDesign(applyFix(this.design, fix, this.dataset?.task));
  }

  /** Another loss that fits the task, with the output activation that it goes with. */
  setLoss(loss: Loss): void {
    const task = this.dataset?.task;
    if (task !== undefined) this.#change(null, { ...this.draft, design: withLoss(this.design, task, loss) });
  }

  /** @returns why the value was refused, in one sentence; null when it was taken */
  setSetting(path: string, value: unknown): string | null {
    try {
      const recipe = checkRecipe(withSetting(this.recipe, path, value), path, String(value));
      this.#change(`setting ${path}`, { ...this.draft, recipe });
      return null;
    } catch (error) {
      return problemText(error);
    }
  }

  get canUndo(): boolean {
    return (this.#timeline?.past.length ?? 0) > 0;
  }
  get canRedo(): boolean {
    return (this.#timeline?.future.length ?? 0) > 0;
  }
  undo(): void {
    this.#move(stepBack);
  }
  redo(): void {
    this.#move(stepForward);
  }

  /** Writes what is not yet written; for the moment before the page goes. */
  flush(): Promise<void> {
    return this.#autosave.flush();
  }

  async #draftOf(id: Preset['id']): Promise<Draft> {
    const preset = presets.find((known) => known.id === id);
    if (preset === undefined) throw new Error(`There is no preset ${id}.`);
    const { data, hidden, recipe, inputs = 1 } = preset;
    if (data === null) {
      const design = designFor({ kind: 'binary', inputs, outputs: 1 }, hidden, presetName(id));
      return { data: this.data, design, recipe };
    }
    const { task, name } = await this.#datasets.load(data);
    return { data, design: designFor(task, hidden, name), recipe };
  }

  #changeLayers(name: string | null, next: Layer[] | null): void {
    if (next !== null) this.#change(name, { ...this.draft, design: { ...this.design, layers: next } });
  }

  #change(name: string | null, next: Draft): void {
    if (this.#timeline === null || JSON.stringify(next) === JSON.stringify(this.draft)) return;
    this.#timeline = record(this.#timeline, next, name, this.#now());
    this.#autosave.save(next);
  }

  #move(step: (timeline: Timeline<Draft>) => Timeline<Draft>): void {
    if (this.#timeline === null) return;
    this.#timeline = step(this.#timeline);
    this.#autosave.save(this.draft);
  }
}

export interface BenchOptions {
  /** Milliseconds that only rise. */
  now?: () => number;
  onSaveFailed?: (error: unknown) => void;
}
