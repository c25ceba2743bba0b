/** Putting another file in the place of the open store: done by whoever opened it, for the services live on it. */
export interface StoreExchange {
  /**
   * @param backup the name of one that lies beside the store
   * @throws ProblemError file.missing, backup.unusable, store.inUse, file.unwritable, and as opening does
   */
  restore(backup: string): Promise<{ aside: string | null }>;
  /** Opens another store beside this one, until the program ends. */
  startBeside(): Promise<{ file: string }>;
  /**
   * Tries to open the store that could not be opened.
   *
   * @throws ProblemError as opening does
   */
  retry(): Promise<{ file: string }>;
}

const refuse = () => Promise.reject(new Error('this host keeps the store it was started with'));

/** For a host that keeps the store it was given. */
export const noExchange: StoreExchange = {
  restore: refuse,
  startBeside: refuse,
  retry: refuse,
};
