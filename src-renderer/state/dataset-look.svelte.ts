import type { Generator } from '#shared/contract/data-looks.ts';
import type { DatasetSummary } from '#shared/contract/datasets.ts';
import type { Client } from '../client/client.ts';
import type { Bench } from './bench.svelte.ts';
import { DrawingBoard } from './dataset-look-drawing.svelte.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Notices } from './notices.ts';

export const lookTabs = ['options', 'table', 'columns', 'scatter', 'images', 'quality'] as const;
export type LookTab = (typeof lookTabs)[number];

export interface DatasetLookParts {
  client: Client;
  datasets: Datasets;
  bench: Bench;
  notices: Notices;
}

/** Which dataset the place Data shows, and how. At first it is the one on the bench. */
export class DatasetLook {
  readonly #parts: DatasetLookParts;
  /** Other data on the bench, such as a file just imported, is looked at first: a choice holds while that stays. */
  #chosen = $state.raw<{ source: string; bench: string } | null>(null);
  #drawing = $state.raw<{ bench: string } | null>(null);
  #generators = $state.raw<readonly Generator[]>([]);
  /** What options make that nobody has put on the bench; the list of datasets does not grow by it. */
  #tried = $state.raw<DatasetSummary | null>(null);
  /** Options as they were set, while what they make is on its way. */
  #wanted = $state<string | null>(null);
  #isAsking = false;
  /** What the person wants to see; where a dataset has no such tab, another is shown. */
  tab = $state<LookTab>('table');
  readonly board = new DrawingBoard();

  constructor(parts: DatasetLookParts) {
    this.#parts = parts;
  }

  get source(): string {
    const bench = this.#parts.bench.data;
    return this.#chosen?.bench === bench ? this.#chosen.source : bench;
  }
  get summary(): DatasetSummary | undefined {
    if (this.#tried?.source === this.source) return this.#tried;
    return this.#parts.datasets.find(this.source);
  }
  get isOnBench(): boolean {
    return this.source === this.#parts.bench.data;
  }

  /** Whether the drawing board is shown in place of a dataset. */
  get isDrawing(): boolean {
    return this.#drawing?.bench === this.#parts.bench.data;
  }
  set isDrawing(on: boolean) {
    this.#drawing = on ? { bench: this.#parts.bench.data } : null;
  }

  /** The rule that makes the shown dataset; undefined where it comes from a file. */
  get generator(): Generator | undefined {
    const name = nameOf(this.source);
    return this.#generators.find((known) => known.name === name);
  }
  /** The source text with the options as they were set last. */
  get wanted(): string {
    return this.#wanted ?? this.source;
  }
  /** The options as they were set last; those that the source text leaves out have their defaults. */
  get options(): Record<string, number> {
    return this.generator === undefined ? {} : readOptions(this.generator, this.wanted);
  }

  /** Learns which generators there are; asked once. */
  async start(): Promise<void> {
    if (this.#generators.length > 0) return;
    this.#generators = await this.#parts.client.dataLooks.generators();
  }

  choose(source: string): void {
    this.#wanted = null;
    this.#pick(source);
    this.isDrawing = false;
  }

  /** Another value for an option of the shown generator. */
  setOption(name: string, value: number): void {
    if (this.generator !== undefined)
      this.#try(printOptions(this.generator, { ...this.options, [name]: value }));
  }

  resetOptions(): void {
    if (this.generator !== undefined) this.#try(this.generator.name);
  }

  /** Puts the shown dataset on the bench. */
  async use(): Promise<void> {
    const { source } = this;
    await this.#parts.notices.guard(() => this.#parts.bench.setData(source));
  }

  /** Keeps the drawn points as a dataset and shows it. @returns undefined where they were refused */
  async keepDrawing(name: string): Promise<DatasetSummary | undefined> {
    const { client, datasets, notices } = this.#parts;
    const points = this.board.points.map((point) => ({ ...point }));
    const kept = await notices.guard(() => client.dataLooks.keepPoints({ name, points }));
    if (kept === undefined) return undefined;
    await notices.guard(() => datasets.refresh());
    this.choose(kept.source);
    return kept;
  }

  #pick(source: string): void {
    this.#chosen = { source, bench: this.#parts.bench.data };
  }

  /** Shows what a source text makes; of those that come while one is on its way, the newest is next. */
  #try(source: string): void {
    this.#wanted = source;
    if (!this.#isAsking) void this.#ask(source);
  }

  async #ask(source: string): Promise<void> {
    this.#isAsking = true;
    const { client, notices } = this.#parts;
    const preview = await notices.guard(() => client.datasets.preview({ source, maxPoints: 1 }));
    this.#isAsking = false;
    // The person has gone on to another dataset meanwhile.
    if (this.#wanted === null) return;
    if (preview !== undefined) {
      this.#tried = preview.summary;
      this.#pick(preview.summary.source);
    }
    if (this.#wanted !== source && preview !== undefined) void this.#ask(this.#wanted);
    else this.#wanted = null;
  }
}

/** `spirals` of `spirals:noise=0.3`. */
export function nameOf(source: string): string {
  return source.split(':')[0] ?? source;
}

function readOptions({ options }: Generator, source: string): Record<string, number> {
  const [, text = ''] = source.split(/:(.*)/);
  const given = new Map(
    text.split(',').map((part): [string, number] => {
      const [name = '', value = ''] = part.split('=');
      return [name, Number(value)];
    }),
  );
  return Object.fromEntries(options.map((option) => [option.name, given.get(option.name) ?? option.default]));
}

/** In the generator's order, defaults left out, as the services print it. */
function printOptions({ name, options }: Generator, values: Record<string, number>): string {
  const named = options
    .filter((option) => (values[option.name] ?? option.default) !== option.default)
    .map((option) => `${option.name}=${values[option.name]}`);
  return named.length === 0 ? name : `${name}:${named.join(',')}`;
}
