import type { DatasetSummary } from '#shared/contract/datasets.ts';
import type { CsvChoices, Outlook, TablePreview } from '#shared/contract/imports.ts';
import type { Preparation } from '#shared/contract/preparation.ts';
import { problem } from '#shared/problem.ts';
import type { Client } from '../client/client.ts';
import { formatCount } from '../i18n/number.ts';
import { m } from '../i18n/paraglide/messages.js';
import { problemText } from '../i18n/problem-text.ts';
import type { Bench } from './bench.svelte.ts';
import type { Datasets } from './datasets.svelte.ts';
import { sendFile } from './file-pieces.ts';
import { archiveFolder, chosenFiles, imagesOf, type FolderFile } from './folder-archive.ts';
import type { Notices } from './notices.ts';

/** sending: the file crosses · reading: it becomes a table · shown: the person decides · keeping: it is being written. */
export type ImportStage = 'sending' | 'reading' | 'shown' | 'keeping';

export interface ImportProgress {
  /** 0 to 1. */
  share: number;
  bytesPerSecond: number;
}

/** Bytes of images that the page packs together; more are imported by the command line. */
const mostFolderBytes = 2 ** 30;

/** Takes a table from the person's disk or clipboard, shows it, and keeps the dataset they make of it. */
export class TableImport {
  readonly #client: Client;
  readonly #datasets: Datasets;
  readonly #bench: Bench;
  readonly #notices: Notices;
  #fileName = $state<string | null>(null);
  #stage = $state<ImportStage>('sending');
  #progress = $state.raw<ImportProgress>({ share: 0, bytesPerSecond: 0 });
  #preview = $state.raw<TablePreview | null>(null);
  #choices = $state.raw<CsvChoices>({});
  #preparation = $state.raw<Preparation>({});
  #outlook = $state.raw<Outlook | null>(null);
  #refusal = $state<string | null>(null);
  #isAgain = $state(false);
  #id: string | null = null;
  #giveUp = new AbortController();
  /** Counts the questions about what would be kept: only the newest answer counts. */
  #asked = 0;
  /** Whether the box to paste a table into is open. */
  isPasting = $state(false);

  constructor(client: Client, datasets: Datasets, bench: Bench, notices: Notices) {
    this.#client = client;
    this.#datasets = datasets;
    this.#bench = bench;
    this.#notices = notices;
  }

  /** The table that is being read or shown; null when none is. */
  get fileName(): string | null {
    return this.#fileName;
  }
  get stage(): ImportStage {
    return this.#stage;
  }
  get progress(): ImportProgress {
    return this.#progress;
  }
  get preview(): TablePreview | null {
    return this.#preview;
  }
  get preparation(): Preparation {
    return this.#preparation;
  }
  /** Types that were chosen, by column. */
  get types(): NonNullable<CsvChoices['types']> {
    return this.#choices.types ?? {};
  }
  /** Whether the table was kept before, so that it is no longer read from its file. */
  get isAgain(): boolean {
    return this.#isAgain;
  }
  /** What would be kept; null while it is not known, or nothing could be. */
  get outlook(): Outlook | null {
    return this.#outlook;
  }
  /** Why nothing could be kept as it is chosen now. */
  get refusal(): string | null {
    return this.#refusal;
  }

  /** Opens the system's file chooser. */
  choose(): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file !== undefined) void this.take(file);
    });
    input.click();
  }

  /** Opens the system's chooser of folders, for images whose sub-folders are their classes. */
  chooseFolder(): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.webkitdirectory = true;
    input.addEventListener('change', () => {
      const { name, files } = chosenFiles(input.files ?? []);
      void this.takeFolder(name, files);
    });
    input.click();
  }

  async takeFolder(name: string, files: readonly FolderFile[]): Promise<void> {
    const images = imagesOf(files);
    if (images.length === 0) return this.#notices.warn(m.folder_empty({ folder: name }));
    if (images.reduce((bytes, { file }) => bytes + file.size, 0) > mostFolderBytes)
      return this.#notices.warn(m.folder_too_large({ folder: name }));
    const archive = await this.#notices.guard(() => archiveFolder(name, images));
    if (archive !== undefined) await this.take(archive);
  }

  /** A table from the clipboard, as a spreadsheet puts it there. */
  paste(text: string): void {
    this.isPasting = false;
    if (text.trim() !== '') void this.take(new File([text], `${m.table_pasted_name()}.tsv`));
  }

  async take(file: File): Promise<void> {
    if (file.size === 0) return this.#notices.problem(problem('csv.empty', { file: file.name }));
    if (!this.#begin(file.name)) return;
    const { signal } = this.#giveUp;
    const start = performance.now();
    await this.#orTell(async () => {
      this.#id = await sendFile(this.#client, file, {
        signal,
        onProgress: (bytes) => {
          const bytesPerSecond = (1000 * bytes) / Math.max(1, performance.now() - start);
          this.#progress = { share: file.size === 0 ? 1 : bytes / file.size, bytesPerSecond };
        },
      });
      await this.#read();
    });
  }

  /** Opens the table that an imported dataset was made of, to prepare it in another way. */
  async takeAgain({ source, name }: Pick<DatasetSummary, 'source' | 'name'>): Promise<void> {
    if (!this.#begin(name)) return;
    this.#stage = 'reading';
    this.#isAgain = true;
    await this.#orTell(async () => {
      const { import: id, preview } = await this.#client.imports.reopen({ source });
      this.#id = id;
      this.#show(preview);
    });
  }

  /** Reads the file again, with some things said instead of guessed. */
  async readAs(choices: CsvChoices): Promise<void> {
    this.#choices = { ...this.#choices, ...choices };
    await this.#orTell(() => this.#read());
  }

  prepare(change: Partial<Preparation>): void {
    this.replacePreparation({ ...this.#preparation, ...change });
  }

  replacePreparation(preparation: Preparation): void {
    this.#preparation = preparation;
    void this.#foresee();
  }

  async keep(): Promise<void> {
    const id = this.#id;
    if (id === null || this.#stage !== 'shown' || this.#outlook === null) return;
    this.#stage = 'keeping';
    try {
      const summary = await this.#client.imports.keep({ import: id, preparation: this.#preparation });
      this.#end();
      this.#datasets.add(summary);
      await this.#bench.setData(summary.source);
      this.#tell(summary);
    } catch (error) {
      this.#stage = 'shown';
      this.#refusal = problemText(error);
    }
  }

  cancel(): void {
    // What is being written is written whole.
    if (this.#stage === 'keeping') return;
    this.#giveUp.abort();
    const id = this.#id;
    if (id !== null) void this.#client.imports.discard({ import: id }).catch(() => undefined);
    this.#end();
  }

  /** @returns false while another table is open: one at a time */
  #begin(fileName: string): boolean {
    if (this.#fileName !== null) return false;
    this.#giveUp = new AbortController();
    this.#fileName = fileName;
    this.#stage = 'sending';
    this.#isAgain = false;
    this.#progress = { share: 0, bytesPerSecond: 0 };
    this.#choices = {};
    this.#preparation = {};
    return true;
  }

  async #read(): Promise<void> {
    const { signal } = this.#giveUp;
    const id = this.#id;
    if (id === null) return;
    this.#stage = 'reading';
    this.#progress = { share: 0, bytesPerSecond: 0 };
    const events = await this.#client.imports.read({ import: id, choices: this.#choices }, { signal });
    for await (const event of events)
      if (event.type === 'progress') this.#progress = event;
      else this.#show(event.preview);
  }

  #show(preview: TablePreview): void {
    if (this.#giveUp.signal.aborted) return;
    const names = new Set(preview.columns.map(({ name }) => name));
    // Read with another dialect, a table may have other columns.
    const stays = Object.keys(this.#preparation).length > 0 && areIn(names, this.#preparation);
    this.#preparation = stays ? this.#preparation : preview.preparation;
    this.#preview = preview;
    this.#stage = 'shown';
    void this.#foresee();
  }

  async #foresee(): Promise<void> {
    const id = this.#id;
    if (id === null) return;
    const asked = ++this.#asked;
    const answer = await this.#client.imports
      .foresee({ import: id, preparation: this.#preparation })
      .then((outlook) => ({ outlook, refusal: null }))
      .catch((error: unknown) => ({ outlook: null, refusal: problemText(error) }));
    if (asked !== this.#asked || id !== this.#id) return;
    this.#outlook = answer.outlook;
    this.#refusal = answer.refusal;
  }

  /** A table that cannot be read is closed again, and the person told why. */
  async #orTell(work: () => Promise<void>): Promise<void> {
    const { signal } = this.#giveUp;
    try {
      await work();
    } catch (error) {
      if (signal.aborted) return;
      const isFirst = this.#preview === null;
      if (isFirst) this.cancel();
      else this.#stage = 'shown';
      if (isFirst) this.#notices.problem(error);
      else [this.#outlook, this.#refusal] = [null, problemText(error)];
    }
  }

  #end(): void {
    this.#fileName = null;
    this.#preview = null;
    this.#outlook = null;
    this.#refusal = null;
    this.#id = null;
    this.#asked += 1;
  }

  #tell(summary: DatasetSummary): void {
    const missing = summary.missing.reduce((total, { count }) => total + count, 0);
    this.#notices.done(
      m.toast_imported({
        name: summary.name,
        examples: formatCount(summary.examples),
        inputs: formatCount(summary.task.inputs),
        target: summary.target,
      }),
      missing === 0 ? undefined : m.toast_missing_filled({ count: formatCount(missing) }),
    );
  }
}

function areIn(names: ReadonlySet<string>, { target, out = [] }: Preparation): boolean {
  return (target === undefined || names.has(target)) && out.every((name) => names.has(name));
}
