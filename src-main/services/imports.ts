import { randomUUID } from 'node:crypto';
import type { DatasetSummary } from '#shared/contract/datasets.ts';
import type { CsvChoices, ImportEvent, Outlook, TablePreview } from '#shared/contract/imports.ts';
import type { Preparation } from '#shared/contract/preparation.ts';
import { problem } from '#shared/problem.ts';
import { toSummary } from '../datasets/summary.ts';
import type { ImportJob } from '../importing/messages.ts';
import { ImportThread, type ImportSteps, type SpawnImport } from '../importing/thread.ts';
import type { StoreClient } from '../store/api.ts';
import type { DatasetService } from './datasets.ts';
import type { Live } from './live.ts';
import type { Transfers } from './transfers.ts';

export interface ImportServiceParts {
  store: StoreClient;
  datasets: DatasetService;
  transfers: Transfers;
  live: Live;
  spawn: SpawnImport;
}

interface OpenImport {
  job: ImportJob;
  thread: ImportThread;
}

/** Imports that are open at once; each holds a table in memory, so the oldest makes room for another one. */
const most = 2;

/** Takes tables from files to datasets: read in a thread, looked at, prepared, and only then kept. */
export class ImportService {
  readonly #parts: ImportServiceParts;
  readonly #open = new Map<string, OpenImport>();

  constructor(parts: ImportServiceParts) {
    this.#parts = parts;
  }

  /**
   * Reads the file of a transfer; again with other choices. Aborting ends the import, and nothing is kept.
   *
   * @throws ProblemError transfer.gone, data.fileFormat, and those of the format
   */
  async *read(id: string, choices: CsvChoices = {}, signal?: AbortSignal): AsyncGenerator<ImportEvent> {
    const { thread } = this.#find(id);
    let steps: ImportSteps | null = null;
    let wake = () => {};
    const whole = thread.ask('read', { choices }, (told) => {
      steps = told;
      wake();
    });
    const end = () => void this.#end(id);
    signal?.addEventListener('abort', end, { once: true });
    let isDone = false;
    try {
      for (;;) {
        const told = new Promise<null>((resolve) => (wake = () => resolve(null)));
        const preview = await Promise.race([whole, told]);
        isDone = preview !== null;
        if (preview !== null) {
          yield { type: 'done', preview };
          return;
        }
        const now = steps as ImportSteps | null;
        if (now !== null) yield { type: 'progress', share: now.share, bytesPerSecond: now.bytesPerSecond };
      }
    } catch (error) {
      // Whoever cancelled waits for nothing.
      if (!signal?.aborted) throw error;
    } finally {
      signal?.removeEventListener('abort', end);
      // Whoever no longer listens needs no table, and no cause why there is none.
      whole.catch(() => undefined);
      if (!isDone) await this.#end(id);
    }
  }

  /**
   * Opens the table that an imported dataset was made of.
   *
   * @throws ProblemError data.noTable, store.damaged
   */
  async reopen(source: string): Promise<{ import: string; preview: TablePreview }> {
    const { store, datasets } = this.#parts;
    const { hash, name } = await datasets.resolve(source);
    const kept = await store.readSourceTable(hash);
    if (kept === null) throw problem('data.noTable', { name });
    const id = randomUUID();
    const { thread } = this.#add(id, { from: 'table', ...kept });
    return { import: id, preview: await thread.ask('read', { choices: {} }) };
  }

  /** What would be kept. @throws ProblemError transfer.gone, and those of prepareTable */
  async foresee(id: string, preparation: Preparation): Promise<Outlook> {
    return this.#find(id).thread.ask('foresee', { preparation });
  }

  /**
   * Keeps the dataset and the table it was made of; the import ends.
   *
   * @throws ProblemError as `foresee`, data.tooLarge; nothing is kept then, and the import stays open
   */
  async keep(id: string, preparation: Preparation): Promise<DatasetSummary> {
    const { store, live } = this.#parts;
    const prepared = await this.#find(id).thread.ask('prepare', { preparation });
    await store.putPrepared(prepared.dataset, prepared.table, prepared.preparation);
    await this.discard(id);
    live.storeChanged();
    return toSummary(prepared.dataset);
  }

  /**
   * Imports a file of this machine by these choices, e.g. for a command.
   *
   * @throws ProblemError as `read` and `keep`
   */
  async importFile(
    file: string,
    preparation: Preparation,
    tell?: (steps: ImportSteps) => void,
  ): Promise<DatasetSummary> {
    const id = randomUUID();
    const { thread } = this.#add(id, { from: 'file', file, fileName: file });
    try {
      const preview = await thread.ask('read', { choices: {} }, tell);
      const types = typesForTask(preview, preparation);
      if (types !== null) await thread.ask('read', { choices: { types } }, tell);
      return await this.keep(id, preparation);
    } finally {
      await this.#end(id);
    }
  }

  async discard(id: string): Promise<void> {
    await this.#end(id);
    await this.#parts.transfers.discard(id);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((id) => this.#end(id)));
  }

  /** An import whose thread has ended begins anew, as long as its file is there. */
  #find(id: string): OpenImport {
    const known = this.#open.get(id);
    if (known !== undefined && !known.thread.hasEnded) return known;
    if (known?.job.from === 'table') return this.#add(id, known.job);
    const { file, fileName } = this.#parts.transfers.find(id);
    return this.#add(id, { from: 'file', file, fileName });
  }

  #add(id: string, job: ImportJob): OpenImport {
    const [oldest] = [...this.#open.keys()].filter((other) => other !== id);
    if (this.#open.size >= most && oldest !== undefined) void this.discard(oldest);
    const added = { job, thread: new ImportThread(this.#parts.spawn, job) };
    this.#open.set(id, added);
    return added;
  }

  async #end(id: string): Promise<void> {
    const known = this.#open.get(id);
    this.#open.delete(id);
    await known?.thread.end();
  }
}

/** A target whose classes are numbers but for some is read as words where classes are asked for. */
function typesForTask({ columns }: TablePreview, { target, task }: Preparation): CsvChoices['types'] | null {
  const column = target === undefined ? columns.at(-1) : columns.find(({ name }) => name === target);
  if (task === undefined || task === 'regression' || column === undefined || column.unread === null)
    return null;
  return { [column.name]: 'category' };
}
