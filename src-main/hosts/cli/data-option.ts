import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DatasetSummary } from '#shared/contract/datasets.ts';
import type { TaskKind } from '#shared/design/task.ts';
import { problem } from '#shared/problem.ts';
import type { Services } from '../../services/services.ts';
import { builtInNames } from '../../datasets/source.ts';
import { toSummary } from '../../datasets/summary.ts';
import { createProgressLine } from './progress-line.ts';
import type { Terminal } from './terminal.ts';

interface DataOption {
  data: string;
  target?: string;
  task?: TaskKind;
}

/**
 * What `--data`, `--target` and `--task` name: a built-in dataset, or a table in a file.
 *
 * @throws ProblemError of the file or the source; data.noTarget, data.otherTask
 */
export async function resolveDataOption(
  { datasets, imports }: Pick<Services, 'datasets' | 'imports'>,
  option: DataOption,
  terminal: Terminal,
): Promise<DatasetSummary> {
  const { data, target, task } = option;
  if (isFile(data)) {
    const line = createProgressLine(terminal);
    const choices = { ...(target === undefined ? {} : { target }), ...(task === undefined ? {} : { task }) };
    try {
      return await imports.importFile(data, choices, ({ share, bytesPerSecond }) => {
        const rate = Math.round(bytesPerSecond / 1e6);
        if (share < 1) line.show(`${data}: ${Math.round(100 * share)} % read, ${rate} MB per second`);
      });
    } finally {
      line.end();
    }
  }
  const dataset = await datasets.resolve(data);
  refuseOtherTarget(dataset, option);
  return toSummary(dataset);
}

/** A built-in name is one word; everything with a folder or an ending, or that lies here, is a file. */
function isFile(data: string): boolean {
  const name = data.split(':')[0] ?? '';
  if (/[\\/]/.test(data) || path.extname(name) !== '') return true;
  return !builtInNames.includes(name) && existsSync(data);
}

/** A built-in dataset has one target and one task; asking for another must not go unheard. */
function refuseOtherTarget(
  dataset: { name: string; target: string; task: { kind: TaskKind } },
  { target, task }: DataOption,
): void {
  const { name: file, target: column } = dataset;
  if (target !== undefined && target !== column)
    throw problem('data.noTarget', {
      file,
      target,
      columns: `"${column}", the one target of this built-in dataset`,
    });
  if (task !== undefined && task !== dataset.task.kind)
    throw problem('data.otherTask', { file, column, task, has: dataset.task.kind });
}
