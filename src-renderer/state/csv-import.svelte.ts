import type { ProblemCode } from '#shared/problem.ts';
import type { TaskKind } from '#shared/design/task.ts';
import { formatCount } from '../i18n/number.ts';
import { m } from '../i18n/paraglide/messages.js';
import { problemText, readProblem } from '../i18n/problem-text.ts';
import type { Bench } from './bench.svelte.ts';
import type { Datasets } from './datasets.svelte.ts';
import { readHeader } from './csv-header.ts';
import type { Notices } from './notices.ts';

/** Problems that another target column or task may mend. */
const mendable: readonly ProblemCode[] = [
  'data.noTarget',
  'data.oneClass',
  'data.notNumbers',
  'data.tooManyClasses',
  'csv.missingTarget',
  'csv.textInNumber',
];
/** As the contract accepts it. */
const largest = 64 * 1024 * 1024;

export interface PendingImport {
  name: string;
  text: string;
  columns: string[];
  /** Why the file was refused as it was, or what is to be chosen. */
  reason: string;
  /** The column taken for the target so far. */
  target?: string;
}

/** Takes a table from the person's disk to the bench, asking for the target column only where it must. */
export class CsvImport {
  readonly #datasets: Datasets;
  readonly #bench: Bench;
  readonly #notices: Notices;
  #pending = $state.raw<PendingImport | null>(null);

  constructor(datasets: Datasets, bench: Bench, notices: Notices) {
    this.#datasets = datasets;
    this.#bench = bench;
    this.#notices = notices;
  }

  /** The file that waits for a target; null when none does. */
  get pending(): PendingImport | null {
    return this.#pending;
  }

  cancel(): void {
    this.#pending = null;
  }

  /** Opens the system's file chooser. */
  choose(): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.csv,.tsv,.txt,text/csv';
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file !== undefined) void this.take(file);
    });
    input.click();
  }

  async take(file: File): Promise<void> {
    if (!/\.(csv|tsv|txt)$/i.test(file.name)) return this.#notices.warn(m.drop_refused({ file: file.name }));
    if (file.size > largest) return this.#notices.warn(m.drop_too_large({ file: file.name }));
    const text = await this.#notices.guard(() => file.text());
    if (text !== undefined) await this.#import({ name: file.name, text });
  }

  /** Tries again with a chosen target; `undefined` is the last column, and lets the values decide the task. */
  async retry(target: string | undefined, task: TaskKind | undefined): Promise<void> {
    const pending = this.#pending;
    if (pending === null) return;
    await this.#import({
      name: pending.name,
      text: pending.text,
      ...(target === undefined ? {} : { target }),
      ...(task === undefined ? {} : { task }),
    });
  }

  async #import(file: { name: string; text: string; target?: string; task?: TaskKind }): Promise<void> {
    const finished = this.#notices.working(m.import_progress({ file: file.name }));
    try {
      const summary = await this.#datasets.importCsv(file);
      await this.#bench.setData(summary.source);
      this.#pending = null;
      const missing = summary.missing.reduce((total, column) => total + column.count, 0);
      this.#notices.done(
        m.toast_imported({
          name: summary.name,
          examples: formatCount(summary.examples),
          inputs: formatCount(summary.task.inputs),
          target: summary.target,
        }),
        missing === 0 ? undefined : m.toast_missing_filled({ count: formatCount(missing) }),
        { label: m.toast_other_target(), act: () => this.#chooseTarget(file, summary.target) },
      );
    } catch (error) {
      this.#refuse(file, error);
    } finally {
      finished();
    }
  }

  /** The last column is taken for the target unasked; this is how a person says otherwise. */
  #chooseTarget({ name, text }: { name: string; text: string }, target: string): void {
    const header = readHeader(text);
    // A table without a header has its columns named by their place.
    const columns = header.includes(target) ? header : header.map((_, index) => `c${index + 1}`);
    this.#pending = { name, text, columns, reason: m.import_choose(), target };
  }

  #refuse(file: { name: string; text: string }, error: unknown): void {
    const code = readProblem(error)?.code;
    const columns = readHeader(file.text);
    if (code === undefined || !mendable.includes(code) || columns.length < 2) {
      this.#pending = null;
      this.#notices.problem(error);
      return;
    }
    this.#pending = { name: file.name, text: file.text, columns, reason: problemText(error) };
  }
}
