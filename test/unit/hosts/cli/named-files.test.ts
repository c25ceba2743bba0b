import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultRecipe } from '#shared/design/recipe.ts';
import { readDesign } from '#main/hosts/cli/design-option.ts';
import { resolveRecipe } from '#main/hosts/cli/recipe-option.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'layerbench-files-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, value: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}
const resolve = (recipe: string, ...set: string[]) => resolveRecipe({ recipe, set, standardize: true });
const task = { kind: 'binary', inputs: 2, outputs: 1 } as const;
const design = {
  format: 'layerbench/design@1',
  name: 'name',
  inputs: 3,
  layers: [{ units: 1, activation: 'sigmoid' }],
  loss: 'binaryCrossEntropy',
};

test('what a recipe file holds wrong is refused with the file', async () => {
  const bad = write('bad.json', { ...defaultRecipe, epochs: 0 });
  await expect(resolve(bad)).rejects.toThrow(`${bad}: setting epochs: "0" is not accepted`);
  const unknown = write('unknown.json', { ...defaultRecipe, epoch: 3 });
  await expect(resolve(unknown)).rejects.toThrow(
    `${unknown}: setting "epoch" is not known; did you mean "epochs"?`,
  );
  const text = write('text.json', 'epochs: 3');
  await expect(resolve(text)).rejects.toThrow(`${text}: the file cannot be read (not JSON`);
});

test('what is typed beside a good file is refused without it', async () => {
  const good = write('good.json', defaultRecipe);
  await expect(resolve(good, 'epochs=0')).rejects.toThrow(/^setting epochs: "0"/);
  expect(await resolve(good, 'schedule.kind=cosine')).toEqual({
    ...defaultRecipe,
    schedule: { ...defaultRecipe.schedule, kind: 'cosine' },
  });
});

test('a design file that does not fit the data is refused with the file', async () => {
  const file = write('design.json', design);
  await expect(readDesign(file, task)).rejects.toThrow(`${file}: layer 1: W1 expects n_0 = 3 inputs`);
  expect(await readDesign(file)).toEqual(design);
});
