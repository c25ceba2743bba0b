import { existsSync, statSync } from 'node:fs';
import type { CsvChoices } from '#shared/contract/imports.ts';
import { problem } from '#shared/problem.ts';
import { csvImporter, readCsvFile } from '../datasets/importers/csv/csv.ts';
import { readImageFolder } from '../datasets/importers/foreign.ts';
import { joinTables, labelFileOf } from '../datasets/importers/join-tables.ts';
import { chooseImporter } from '../datasets/importers/registry.ts';
import type { TableOfFile } from '../datasets/table/pack-table.ts';
import { openFileSource, type ByteSource } from '../formats/byte-source.ts';

/** Bytes by which a format is recognised. */
const headBytes = 4096;

/**
 * Reads a file as the table it holds, by the importer of its format, or a folder as images; where MNIST's labels lie
 * beside its images, both.
 *
 * @param fileName as the person calls it
 * @param tell the share that is read, and bytes per second
 * @throws ProblemError file.missing, file.unreadable, data.fileFormat, and those of the format
 */
export async function readTableFile(
  { file, fileName }: { file: string; fileName: string },
  choices: CsvChoices,
  tell: (share: number, bytesPerSecond: number) => void,
): Promise<TableOfFile> {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    const table = await readImageFolder(file, { progress: (share) => tell(share, 0) });
    return { table, fileName, format: 'images' };
  }
  const whole = await readOneFile({ file, fileName }, choices, tell);
  const labels = labelFileOf(file);
  if (labels === undefined || !existsSync(labels)) return whole;
  const beside = await readOneFile({ file: labels, fileName: labels }, {}, () => undefined);
  return { ...whole, table: joinTables(whole.table, [beside.table]) };
}

async function readOneFile(
  { file, fileName }: { file: string; fileName: string },
  choices: CsvChoices,
  tell: (share: number, bytesPerSecond: number) => void,
): Promise<TableOfFile> {
  const source = open(file, fileName);
  try {
    const importer = chooseImporter(fileName, source.read(0, Math.min(source.size, headBytes)));
    const start = performance.now();
    const whole = {
      name: fileName,
      source,
      progress: (share: number) =>
        tell(share, (1000 * share * source.size) / Math.max(1, performance.now() - start)),
      // Whoever cancels ends the thread.
      signal: new AbortController().signal,
    };
    const table = importer === csvImporter ? await readCsvFile(whole, choices) : await importer.read(whole);
    return { table, fileName, format: importer.format };
  } finally {
    source.close();
  }
}

function open(file: string, name: string): ByteSource & { close(): void } {
  try {
    return openFileSource(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw problem('file.missing', { file: name });
    // Some systems open a folder like a file; then it is no plain one.
    const isFolder = code === 'EISDIR' || message === 'it is not a plain file';
    throw problem('file.unreadable', { file: name, reason: isFolder ? 'it is a folder' : message });
  }
}
