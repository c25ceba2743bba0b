import { expect, it } from 'vitest';
import { parseDesign } from '#shared/design/parse-design.ts';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { designFor } from '#shared/design/task.ts';
import { designJson, fileNameOf } from '#renderer/views/design/design-json.ts';

const task = { kind: 'binary', inputs: 8, outputs: 1 } as const;

it('a design that is saved is read as the same design', () => {
  const [first, second] = parseLayers('8:relu,8:tanh');
  if (first === undefined || second === undefined) throw new Error('two are needed');
  const hidden = [first, { ...second, normalization: 'batch' as const, dropout: 0.25, residualFrom: 0 }];
  const design = designFor(task, hidden, 'a "quoted" name\n꽃');
  expect(parseDesign(designJson(design), 'a.json')).toEqual(design);
  expect(parseDesign(designJson(designFor(task, [], 'shallow')), 'a.json').layers).toHaveLength(1);
});

it('a file is called after its design, without what no file system takes', () => {
  expect(fileNameOf(designFor(task, [], '꽃 / 12?'))).toBe('꽃-12');
  expect(fileNameOf(designFor(task, [], '//'))).toBe('design');
});
