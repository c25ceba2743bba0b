import path from 'node:path';
import type { DatasetSummary } from '#shared/contract/datasets.ts';
import type { TaskKind } from '#shared/design/task.ts';
import type { DatasetService } from '../../services/datasets.ts';
import { toSummary } from '../../datasets/summary.ts';
import { readTextFile } from './read-text-file.ts';

/** What `--data`, `--target` and `--task` name: a built-in dataset, or a table in a file. */
export async function resolveDataOption(
  datasets: DatasetService,
  option: { data: string; target?: string; task?: TaskKind },
): Promise<DatasetSummary> {
  const { data, target, task } = option;
  if (!looksLikeFile(data)) return toSummary(await datasets.resolve(data));
  const text = await readTextFile(data);
  return datasets.importCsv({ fileName: data, text, target, task });
}

/** A built-in name is one word; everything with a folder or an ending is a file. */
function looksLikeFile(data: string): boolean {
  const name = data.split(':')[0] ?? '';
  return name.includes('/') || name.includes('\\') || path.extname(name) !== '' || path.isAbsolute(data);
}
