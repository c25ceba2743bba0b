import type { Dataset } from '../datasets/dataset.ts';
import { hashDataset } from '../datasets/hash.ts';
import type { BundleReader } from './bundle-reader.ts';
import { examplesSize, fromExampleBytes } from './dataset-bytes.ts';
import { datasetEntry, examplesEntry } from './layout.ts';
import { DatasetFactsSchema, type DatasetFacts } from './schemas.ts';

/** @throws ProblemError bundle.… */
export async function readDatasetFacts(reader: BundleReader, hash: string): Promise<DatasetFacts> {
  const { refuse } = reader;
  const entry = datasetEntry(hash);
  const facts = await reader.readJson(entry, DatasetFactsSchema);
  const bad = (field: keyof DatasetFacts, value: unknown, accepted: string) =>
    refuse.content(entry, field, value, accepted);
  const { task, features, classes, origin, source } = facts;
  if (facts.hash !== hash) throw bad('hash', facts.hash, 'the hash in its name is accepted');
  if (features.length !== task.inputs)
    throw bad('features', features.length, `one name for each of ${task.inputs} inputs is accepted`);
  const needed = { binary: 2, multiclass: task.outputs, regression: 0 }[task.kind];
  if (classes.length !== needed) throw bad('classes', classes.length, `${needed} are accepted`);
  if (task.kind === 'binary' && task.outputs !== 1) throw bad('task', task.outputs, '1 output is accepted');
  const { split, fill = {} } = facts.treatment ?? {};
  if (split?.kind === 'group' && Buffer.byteLength(split.groups, 'base64') !== 4 * facts.examples)
    throw bad('treatment', 'groups', `one group for each of ${facts.examples} examples is accepted`);
  if (split?.kind === 'column' && Buffer.byteLength(split.parts, 'base64') !== facts.examples)
    throw bad('treatment', 'parts', `one part for each of ${facts.examples} examples is accepted`);
  const stranger = Object.keys(fill).find((name) => !features.includes(name));
  if (stranger !== undefined) throw bad('treatment', stranger, 'the names of features are accepted');
  if (origin === 'imported' && source !== `dataset:${hash}`)
    throw bad('source', source, `"dataset:" and its hash is accepted`);
  return facts;
}

/** The whole dataset, of which every number has been looked at. @throws ProblemError bundle.… */
export async function readExamples(reader: BundleReader, facts: DatasetFacts): Promise<Dataset> {
  const { refuse } = reader;
  const entry = examplesEntry(facts.hash);
  const { size } = reader.place(entry);
  const expected = examplesSize(facts);
  if (size !== expected) throw refuse.content(entry, 'bytes', size, `${expected} are accepted`);
  const dataset = fromExampleBytes(await reader.read(entry), facts);
  if (dataset.X.some((value) => Math.abs(value) === Infinity))
    throw refuse.content(entry, 'X', Infinity, 'finite numbers and NaN for an empty field are accepted');
  const { classes } = dataset;
  const fits = (value: number) =>
    classes.length === 0
      ? Number.isFinite(value)
      : Number.isInteger(value) && value >= 0 && value < classes.length;
  const odd = dataset.Y.find((value) => !fits(value));
  if (odd !== undefined)
    throw refuse.content(
      entry,
      'Y',
      odd,
      'the index of a class, or a finite value of a regression, is accepted',
    );
  if (hashDataset(dataset) !== facts.hash) throw refuse.altered(entry, 'its SHA-256 is not its name');
  return dataset;
}
