import { problem } from '#shared/problem.ts';
import type { Importer } from '../table/importer.ts';
import { csvImporter } from './csv/csv.ts';
import { foreignImporters } from './foreign.ts';

/** Every format that a table is read from. Those with a magic number come first: a text is whatever nothing else is. */
export const importers: readonly Importer[] = [...foreignImporters, csvImporter];

export const importEndings: readonly string[] = importers.flatMap(({ endings }) => endings);

/**
 * The importer of a file: by what its first bytes are, and where several would read them, by its ending.
 *
 * @param head the first bytes, some thousand
 * @throws ProblemError data.fileFormat
 */
export function chooseImporter(fileName: string, head: Uint8Array): Importer {
  const name = fileName.toLowerCase();
  const able = importers.filter((importer) => importer.recognises(head));
  const named = importers.find(({ endings }) => endings.some((ending) => name.endsWith(ending)));
  // A file that is named as one format and is not it: its own importer says what is wrong with it.
  const found = able.find((importer) => importer === named) ?? able[0] ?? named;
  if (found !== undefined) return found;
  throw problem('data.fileFormat', { file: fileName, accepted: importEndings.join(', ') });
}
