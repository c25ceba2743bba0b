import path from 'node:path';

/**
 * The bundles that a command line names, as the system starts the app with them after a double click. Everything else in
 * it, Electron's own switches too, is passed over.
 *
 * @param folder what relative names start from
 */
export function bundlesIn(argv: readonly string[], folder: string): string[] {
  return argv
    .filter((word) => !word.startsWith('-') && /\.layerbench$/i.test(word))
    .map((word) => path.resolve(folder, word));
}

/** Holds files back until there is someone to take them. */
export class OpenedFiles {
  #waiting: string[] = [];
  #take: ((file: string) => void) | null = null;

  add(file: string): void {
    if (this.#take === null) this.#waiting.push(file);
    else this.#take(file);
  }

  /** Hands over what waits, and from now on everything at once. */
  to(take: (file: string) => void): void {
    this.#take = take;
    for (const file of this.#waiting.splice(0)) take(file);
  }
}
