import { isProblem, isStoreProblem, type ProblemError } from '#shared/problem.ts';
import { careParts, createApp, type App, type AppParts } from './app.ts';
import { createCareRouter, type CareRouter } from './services/care-router.ts';
import type { AppRouter } from './services/router.ts';
import { StoreCare } from './services/store-care.ts';
import type { StoreExchange } from './services/store-exchange.ts';

/** What a host serves. */
export type OpenWorkbench = Pick<Opening, 'router' | 'problem' | 'onChange' | 'offer' | 'close'>;

/** The services, or why there are none. */
type Opened =
  { app: App; router: AppRouter; problem: null } | { app: null; router: CareRouter; problem: ProblemError };

/**
 * The workbench as a window meets it: the services, or, while their store cannot be opened, only the care for its
 * file. A choice made there opens the services without a new start of the program.
 */
export class Opening implements StoreExchange {
  #parts: AppParts;
  #opened: Opened | null = null;
  readonly #listeners = new Set<() => void>();
  /** Bundles that no page could be told of yet. */
  #offered: string[] = [];
  /** One change of the file after the other. */
  #changing: Promise<unknown> = Promise.resolve();

  private constructor(parts: AppParts) {
    this.#parts = parts;
  }

  /** @throws what is wrong with anything but the store's file */
  static async open(parts: AppParts): Promise<Opening> {
    const opening = new Opening(parts);
    opening.#opened = await opening.#openWith(parts);
    return opening;
  }

  /** What connections made from now on are answered with. */
  get router(): AppRouter | CareRouter {
    return this.#now.router;
  }

  /** Why the store cannot be opened; null while it is open. */
  get problem(): ProblemError | null {
    return this.#now.problem;
  }

  /** Called when other services, or services at last, stand behind `router`. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** A bundle that a person opened from outside; it waits until there are services. */
  offer(file: string): void {
    this.#offered.push(file);
    this.#passOffered();
  }

  restore(backup: string): Promise<{ aside: string | null }> {
    return this.#change(async () => {
      await this.#now.app?.close();
      const care = new StoreCare(careParts(this.#parts));
      // Whatever comes of it, the file that then lies there is opened again.
      const restored = await care.restoreByName(backup).then(
        (result) => result,
        (error: unknown) => ({ error }),
      );
      this.#become(this.#parts, await this.#openWith(this.#parts));
      if ('error' in restored) throw restored.error;
      if (this.problem !== null) throw this.problem;
      return restored;
    });
  }

  startBeside(): Promise<{ file: string }> {
    return this.#change(async () => {
      const { file } = new StoreCare(careParts(this.#parts)).beside();
      const parts = { ...this.#parts, storeFile: file };
      const opened = await this.#openWith(parts);
      if (opened.problem !== null) throw opened.problem;
      await this.#now.app?.close();
      this.#become(parts, opened);
      return { file };
    });
  }

  retry(): Promise<{ file: string }> {
    return this.#change(async () => {
      const { storeFile: file } = this.#parts;
      if (this.problem === null) return { file };
      const opened = await this.#openWith(this.#parts);
      if (opened.problem !== null) throw opened.problem;
      this.#become(this.#parts, opened);
      return { file };
    });
  }

  async close(): Promise<void> {
    await this.#changing.catch(() => undefined);
    await this.#now.app?.close();
  }

  get #now(): Opened {
    if (this.#opened === null) throw new Error('the workbench is not open yet');
    return this.#opened;
  }

  async #openWith(parts: AppParts): Promise<Opened> {
    try {
      const app = await createApp(parts, this);
      return { app, router: app.router, problem: null };
    } catch (error) {
      if (!isProblem(error) || !isStoreProblem(error)) throw error;
      const care = new StoreCare(careParts(parts));
      const { storeFile: file, log } = parts;
      const router = createCareRouter({ problem: error, file, care, exchange: this, log });
      return { app: null, router, problem: error };
    }
  }

  #become(parts: AppParts, opened: Opened): void {
    this.#parts = parts;
    this.#opened = opened;
    for (const listener of this.#listeners) listener();
    this.#passOffered();
  }

  #passOffered(): void {
    const page = this.#now.app?.services.bundles.page;
    if (page !== undefined) for (const file of this.#offered.splice(0)) page.offer(file);
  }

  #change<T>(work: () => Promise<T>): Promise<T> {
    const change = this.#changing.catch(() => undefined).then(work);
    this.#changing = change;
    return change;
  }
}
