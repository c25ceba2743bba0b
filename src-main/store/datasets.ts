import type { Database } from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import type { Dataset } from '../datasets/dataset.ts';
import type { Treatment } from '../datasets/preparation/treatment.ts';
import type { StoreApi } from './api.ts';
import { checksum, toBytes, toFloat32 } from './blobs.ts';
import { inWrite } from './transactions.ts';

type DatasetCalls = Pick<
  StoreApi,
  | 'putDataset'
  | 'readDataset'
  | 'readDatasetUnchecked'
  | 'listDatasets'
  | 'describeDataset'
  | 'putDatasetFacts'
>;

interface DatasetRow {
  hash: string;
  source: string;
  name: string;
  origin: Dataset['origin'];
  task_kind: Dataset['task']['kind'];
  inputs: number;
  outputs: number;
  examples: number;
  features: string;
  target: string;
  classes: string;
  missing: string;
  treatment: string | null;
}

interface Examples {
  crc: number;
  X: Uint8Array;
  Y: Uint8Array;
}

const columns =
  'hash, source, name, origin, task_kind, inputs, outputs, examples, features, target, classes, missing, treatment';

export function prepareDatasets(db: Database, now: () => number): DatasetCalls {
  // The same examples are kept once. Imported under a new name, they take that name; runs keep their own.
  const upsert = db.prepare<[DatasetRow & Examples & { put_at: number }]>(
    `INSERT INTO dataset (${columns}, put_at, crc, X, Y)
     VALUES (${columns.replace(/\w+/g, '@$&')}, @put_at, @crc, @X, @Y)
     ON CONFLICT (hash) DO UPDATE SET source = excluded.source, name = excluded.name,
       origin = excluded.origin, put_at = excluded.put_at
     WHERE excluded.origin = 'imported'`,
  );
  // A dataset whose examples are elsewhere has empty X and Y; its facts were only said, so that the examples bring theirs.
  const dropFacts = db.prepare<[string]>('DELETE FROM dataset WHERE hash = ? AND length(X) = 0');
  const insertFacts = db.prepare<[DatasetRow & Examples & { put_at: number }]>(
    `INSERT INTO dataset (${columns}, put_at, crc, X, Y)
     VALUES (${columns.replace(/\w+/g, '@$&')}, @put_at, @crc, @X, @Y) ON CONFLICT DO NOTHING`,
  );
  const selectFacts = db.prepare<[string], DatasetRow & { hasExamples: 0 | 1 }>(
    `SELECT ${columns}, length(X) > 0 AS "hasExamples" FROM dataset WHERE hash = ?`,
  );
  const select = db.prepare<[string], DatasetRow & Examples>(
    `SELECT ${columns}, crc, X, Y FROM dataset WHERE hash = ? AND length(X) > 0`,
  );
  const selectImported = db.prepare<[], DatasetRow>(
    `SELECT ${columns} FROM dataset WHERE origin = 'imported' AND length(X) > 0 ORDER BY put_at DESC`,
  );

  return {
    putDataset(dataset) {
      const X = toBytes(dataset.X);
      const Y = toBytes(dataset.Y);
      inWrite(db, () => {
        db.pragma('defer_foreign_keys = ON');
        dropFacts.run(dataset.hash);
        upsert.run({ ...toRow(dataset), put_at: now(), crc: checksum([], X, Y), X, Y });
      });
    },
    readDataset(hash) {
      const row = select.get(hash);
      if (!row) return null;
      if (checksum([], row.X, row.Y) !== row.crc)
        throw problem('store.damaged', {
          file: db.name,
          place: `dataset ${row.name}`,
          reason: 'its checksum does not fit',
        });
      return withExamples(row);
    },
    readDatasetUnchecked(hash) {
      const row = select.get(hash);
      return row ? withExamples(row) : null;
    },
    describeDataset(hash) {
      const row = selectFacts.get(hash);
      return row ? { ...fromRow(row), hasExamples: row.hasExamples === 1 } : null;
    },
    putDatasetFacts(facts) {
      const nothing = new Uint8Array();
      const examples = { crc: checksum([], nothing, nothing), X: nothing, Y: nothing };
      insertFacts.run({ ...toRow(facts), put_at: now(), ...examples });
    },
    listDatasets: () => selectImported.all().map(fromRow),
  };
}

function withExamples(row: DatasetRow & Examples): Dataset {
  return { ...fromRow(row), X: toFloat32(wholeFloats(row.X)), Y: toFloat32(wholeFloats(row.Y)) };
}

/** Bytes that were cut off in the middle of a number are read without it. */
function wholeFloats(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.length - (bytes.length % 4));
}

function toRow(dataset: Omit<Dataset, 'X' | 'Y'>): DatasetRow {
  return {
    hash: dataset.hash,
    source: dataset.source,
    name: dataset.name,
    origin: dataset.origin,
    task_kind: dataset.task.kind,
    inputs: dataset.task.inputs,
    outputs: dataset.task.outputs,
    examples: dataset.examples,
    features: JSON.stringify(dataset.features),
    target: dataset.target,
    classes: JSON.stringify(dataset.classes),
    missing: JSON.stringify(dataset.missing),
    treatment: dataset.treatment === undefined ? null : JSON.stringify(dataset.treatment),
  };
}

function fromRow(row: DatasetRow): Omit<Dataset, 'X' | 'Y'> {
  return {
    source: row.source,
    name: row.name,
    origin: row.origin,
    hash: row.hash,
    task: { kind: row.task_kind, inputs: row.inputs, outputs: row.outputs },
    examples: row.examples,
    features: JSON.parse(row.features) as string[],
    target: row.target,
    classes: JSON.parse(row.classes) as string[],
    missing: JSON.parse(row.missing) as Dataset['missing'],
    ...(row.treatment === null ? {} : { treatment: JSON.parse(row.treatment) as Treatment }),
  };
}
