import type { DrawnPoint } from '#shared/contract/data-looks.ts';
import { problem } from '#shared/problem.ts';
import type { Dataset } from '../dataset.ts';
import { hashDataset } from '../hash.ts';

/**
 * Points drawn by hand as a dataset; a class that no point has is left out and the others keep their order.
 *
 * @throws ProblemError data.tooFewExamples, data.oneClass
 */
export function datasetOfPoints(name: string, points: readonly DrawnPoint[]): Dataset {
  if (points.length < 2)
    throw problem('data.tooFewExamples', { file: name, found: points.length, needed: 2 });
  const groups = [...new Set(points.map(({ group }) => group))].sort((a, b) => a - b);
  const classes = groups.map((group) => String(group + 1));
  if (classes.length < 2)
    throw problem('data.oneClass', { file: name, column: 'class', value: classes[0] ?? '' });
  const isBinary = classes.length === 2;
  const data: Omit<Dataset, 'hash'> = {
    source: '',
    name,
    origin: 'imported',
    task: { kind: isBinary ? 'binary' : 'multiclass', inputs: 2, outputs: isBinary ? 1 : classes.length },
    examples: points.length,
    features: ['x1', 'x2'],
    target: 'class',
    classes,
    X: Float32Array.from(points.flatMap(({ x, y }) => [x, y])),
    Y: Float32Array.from(points, ({ group }) => groups.indexOf(group)),
    missing: [],
  };
  const hash = hashDataset(data);
  return { ...data, hash, source: `dataset:${hash}` };
}
