import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { readNpzFile, writeNpzFile } from '#main/formats/npz-file.ts';
import type { FloatArray, NumpyArray } from '#main/formats/npy.ts';

/** Files of test/fixtures/trace: dense layers made by NumPy; normalisation, residuals and other losses by PyTorch. */
export const designs = [
  ...(['logistic', 'classes', 'regression', 'deep', 'brier'] as const),
  ...(['normalized', 'residual', 'huber', 'margin', 'margins', 'deep-residual'] as const),
];
export function traceFixture(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/trace/${name}`, import.meta.url));
}

/** A folder that is gone after the test. */
export async function openFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'layerbench-cli-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A copy of a fixture's arrays with some changed, or left out (undefined), as a new file. */
export async function changeArrays(
  fixture: string,
  changes: Record<string, FloatArray | undefined>,
): Promise<string> {
  const arrays = new Map<string, FloatArray>(
    [...(await readNpzFile(traceFixture(fixture)))].map(([name, array]) => [name, toFloats(array)]),
  );
  for (const [name, array] of Object.entries(changes))
    if (array === undefined) arrays.delete(name);
    else arrays.set(name, array);
  const file = path.join(await openFolder(), 'changed.npz');
  await writeNpzFile(file, arrays);
  return file;
}

function toFloats({ shape, values }: NumpyArray): FloatArray {
  return { shape, values: Float64Array.from(values) };
}
