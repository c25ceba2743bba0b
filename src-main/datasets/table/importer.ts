import type { ByteSource } from '../../formats/byte-source.ts';
import type { Table } from './table.ts';

/** What one file format asks for. */
export interface Importer {
  /** The format's name as people write it. */
  format: string;
  /** Endings of file names, with their dot, in lower case. */
  endings: readonly string[];
  /** Whether the first bytes are this format's; where a format has no magic number, whether they may be. */
  recognises(head: Uint8Array): boolean;
  /**
   * Reads a whole file. Memory beyond the table itself stays bounded.
   *
   * @throws ProblemError that names the file, the place in it, the value and what is accepted
   */
  read(file: ImportedFile): Promise<Table>;
}

export interface ImportedFile {
  /** As it is called in what a person is told. */
  name: string;
  source: ByteSource;
  /** Told now and then; the share of the file that is read, 0 to 1. */
  progress: (share: number) => void;
  /** Aborts where the person cancels. */
  signal: AbortSignal;
}
