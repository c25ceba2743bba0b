import type { ByteSource } from '../byte-source.ts';
import type { Refusals } from '../refusals.ts';
import type { Footer } from './footer.ts';
import type { ColumnChunk } from './pages.ts';
import { codecNames, isCodec } from './unpack-page.ts';

type StoredChunk = Footer['groups'][number]['columns'][number];

/**
 * The bytes of one column in one group of rows.
 *
 * @throws ProblemError
 */
export function readChunk(
  source: ByteSource,
  stored: StoredChunk | undefined,
  element: ColumnChunk['element'],
  rows: number,
  place: string,
  refusals: Refusals,
): ColumnChunk {
  const facts = stored?.meta_data;
  if (facts === undefined || stored?.file_path !== undefined || facts.type !== element.type)
    throw refusals.damaged(place, 'its place in the file');
  if (!isCodec(facts.codec)) throw refusals.unsupported(place, `the codec ${facts.codec}`, codecNames);
  const first = Number(facts.data_page_offset);
  const dictionary = Number(facts.dictionary_page_offset ?? 0);
  const start = dictionary > 0 && dictionary < first ? dictionary : first;
  const length = Number(facts.total_compressed_size);
  if (!(start >= 4 && length >= 0)) throw refusals.damaged(place, `its place at byte ${start}`);
  if (start + length > source.size) throw refusals.cut(place, Math.max(0, source.size - start), length);
  return { element, codec: facts.codec, rows, bytes: source.read(start, length) };
}
