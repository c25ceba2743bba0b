import type { CsvChoices } from '#shared/contract/imports.ts';
import type { ImportedFile, Importer } from '../../table/importer.ts';
import type { Table } from '../../table/table.ts';
import { readCsv } from './read-csv.ts';

/** Comma-, semicolon-, tab- and bar-separated values. A text has no magic number: whatever may be one is recognised. */
export const csvImporter: Importer = {
  format: 'CSV',
  endings: ['.csv', '.tsv', '.txt', '.tab', '.dat'],
  recognises: (head) => !head.includes(0) || isWideText(head),
  read: readCsvFile,
};

/** As the importer reads it, with what a person says of it. @throws ProblemError of readCsv */
export async function readCsvFile(file: ImportedFile, choices?: CsvChoices): Promise<Table> {
  const reading = readCsv(file.source, file.name, choices);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
    file.progress(value);
    // Lets the signal through.
    await new Promise(setImmediate);
    file.signal.throwIfAborted();
  }
}

function isWideText(head: Uint8Array): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
}
