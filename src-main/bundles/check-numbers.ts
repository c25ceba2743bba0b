import { hashTensors } from '../training/weights-hash.ts';
import { isPredicting } from '../training/snapshot.ts';
import type { CheckpointTensor } from '../store/api.ts';
import type { BundleReader } from './bundle-reader.ts';
import { checkpointEntry, runEntry, seriesEntry } from './layout.ts';
import type { ReadRun } from './read-run.ts';
import type { BundledCheckpoint } from './schemas.ts';
import { fromSeriesBytes, seriesSize } from './series-bytes.ts';

/**
 * Reads every series and every checkpoint of a run, one at a time, and sees that they are what its facts say.
 *
 * @throws ProblemError bundle.…
 */
export async function checkNumbers(reader: BundleReader, whole: ReadRun): Promise<void> {
  checkDeclarations(reader, whole);
  await checkSeries(reader, whole);
  for (const checkpoint of whole.checkpoints) await checkCheckpoint(reader, whole, checkpoint);
}

/** Every group, every series and every checkpoint once. */
function checkDeclarations({ refuse }: BundleReader, { run, series, checkpoints }: ReadRun): void {
  const entry = runEntry(run.id);
  const refuseRepeated = (field: string, names: readonly string[]) => {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw refuse.content(entry, field, twice, 'each one once is accepted');
  };
  refuseRepeated(
    'series',
    series.map(({ group }) => group),
  );
  const keys = series.flatMap((group) => group.keys);
  if (new Set(keys).size !== keys.length) refuseRepeated('series', keys);
  refuseRepeated(
    'checkpoints',
    checkpoints.map(({ step, kind }) => `${step}-${kind}`),
  );
}

async function checkSeries(reader: BundleReader, { run, series }: ReadRun): Promise<void> {
  const entry = seriesEntry(run.id);
  const expected = seriesSize(series);
  refuseSize(reader, entry, expected);
  const bytes = await reader.read(entry);
  for (const { group, steps } of fromSeriesBytes(bytes, series)) {
    const late = steps.findIndex((step, index) => step <= (index === 0 ? -1 : (steps[index - 1] ?? 0)));
    if (late >= 0) throw reader.refuse.content(entry, group, steps[late], 'rising steps are accepted');
  }
}

async function checkCheckpoint(
  reader: BundleReader,
  { run }: ReadRun,
  checkpoint: BundledCheckpoint,
): Promise<void> {
  const { refuse } = reader;
  const entry = checkpointEntry(run.id, checkpoint);
  refuseSize(
    reader,
    entry,
    checkpoint.tensors.reduce((sum, tensor) => sum + tensorSize(tensor), 0),
  );
  const tensors = toTensors(await reader.read(entry), checkpoint);
  if (hashTensors(tensors.filter(isPredicting)) !== checkpoint.sha256)
    throw refuse.altered(entry, 'its tensors do not have the recorded SHA-256');
  const parameters = tensors.filter(({ role }) => role === 'parameter');
  const count = parameters.reduce((sum, tensor) => sum + lengthOf(tensor), 0);
  if (count !== run.parameters)
    throw refuse.content(entry, 'parameters', count, `${run.parameters} are accepted`);
  if (checkpoint.kind === 'end' && run.weightsSha256 !== null && checkpoint.sha256 !== run.weightsSha256)
    throw refuse.altered(entry, 'its SHA-256 is not that of the parameters that the run kept');
  for (const tensor of tensors)
    if (tensor.role === 'order' && !isPermutation(tensor, run.examples.train))
      throw refuse.content(
        entry,
        tensor.name,
        'an order',
        'every example of the training part once is accepted',
      );
}

/** @param bytes of all tensors, one after the other */
export function toTensors(
  bytes: Uint8Array,
  { tensors }: Pick<BundledCheckpoint, 'tensors'>,
): CheckpointTensor[] {
  let at = 0;
  return tensors.map((tensor) => {
    const from = at;
    at += tensorSize(tensor);
    return { ...tensor, bytes: bytes.subarray(from, at) };
  });
}

function refuseSize(reader: BundleReader, entry: string, expected: number): void {
  const { size } = reader.place(entry);
  if (size !== expected) throw reader.refuse.content(entry, 'bytes', size, `${expected} are accepted`);
}

type Shaped = Pick<CheckpointTensor, 'shape' | 'type'>;

function lengthOf({ shape }: Shaped): number {
  return shape.reduce((product, length) => product * length, 1);
}

export function tensorSize(tensor: Shaped): number {
  return lengthOf(tensor) * (tensor.type === 'float64' ? 8 : 4);
}

function isPermutation({ type, bytes }: CheckpointTensor, length: number): boolean {
  if (type !== 'uint32' || bytes.length !== 4 * length) return false;
  const seen = new Uint8Array(length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < length; at++) {
    const example = view.getUint32(4 * at, true);
    if (example >= length || seen[example] === 1) return false;
    seen[example] = 1;
  }
  return true;
}
