import { createFirstTables } from './0010-first-tables.ts';
import { recordParameterHashes } from './0020-parameter-hashes.ts';
import { separateLayerRows } from './0030-layer-rows.ts';
import { keepWholeCheckpoints } from './0040-whole-checkpoints.ts';
import { addQueueAndOptions } from './0050-queue-and-options.ts';
import { addTrash } from './0060-trash.ts';
import { keepTailBlocks } from './0070-tail-blocks.ts';
import { keepSourceTables } from './0080-source-tables.ts';
import type { Migration } from './migration.ts';

/** Every step there ever was, in order. A step that has shipped is never edited: a new one follows it. */
export const migrations: readonly Migration[] = [
  { schema: 10, migrate: createFirstTables },
  { schema: 20, migrate: recordParameterHashes },
  { schema: 30, migrate: separateLayerRows },
  { schema: 40, migrate: keepWholeCheckpoints },
  { schema: 50, migrate: addQueueAndOptions },
  { schema: 60, migrate: addTrash },
  { schema: 70, migrate: keepTailBlocks },
  { schema: 80, migrate: keepSourceTables },
];
