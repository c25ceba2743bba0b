/** Where images lie: a folder, or an archive of one. A path is the names of folders and, last, of the file. */
export interface ImageSource {
  /** @throws ProblemError; the system's error where a folder cannot be read */
  list(): Promise<string[][]>;
  /** The whole size, and the first bytes. */
  head(path: readonly string[], most: number): Promise<{ size: number; bytes: Uint8Array }>;
  read(path: readonly string[]): Promise<Uint8Array>;
}

export const mostFiles = 100_000;
export const mostDepth = 8;
