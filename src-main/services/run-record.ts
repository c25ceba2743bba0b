import { randomInt } from 'node:crypto';
import type { Run, StartRun } from '#shared/contract/runs.ts';
import { depth, widths, type Design } from '#shared/design/design.ts';
import { parameterCount } from '#shared/design/shapes.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { hashDocument, hashManifest } from './manifest.ts';

/** A new run, queued: everything that decides its numbers is in it. */
export function newRun(
  input: Pick<StartRun, 'design' | 'recipe' | 'tags'>,
  dataset: Dataset,
  facts: Pick<Run, 'engine' | 'name' | 'totalSteps' | 'examples' | 'epoch' | 'parent'> & { now: number },
): Run {
  const manifest = {
    engine: facts.engine,
    designHash: hashDocument(input.design),
    recipeHash: hashDocument(input.recipe),
    dataset: { source: dataset.source, name: dataset.name, hash: dataset.hash },
    task: dataset.task,
    examples: facts.examples,
    parent: facts.parent,
  };
  return {
    ...manifest,
    manifestHash: hashManifest(manifest),
    execution: null,
    id: newRunId(),
    name: facts.name,
    status: 'queued',
    tags: input.tags ?? [],
    createdAt: facts.now,
    startedAt: null,
    endedAt: null,
    design: input.design,
    recipe: input.recipe,
    L: depth(input.design),
    parameters: parameterCount(input.design),
    epoch: facts.epoch,
    step: facts.parent?.step ?? 0,
    totalSteps: facts.totalSteps,
    seconds: 0,
    train: null,
    dev: null,
    test: null,
    weightsSha256: null,
    bestEpoch: null,
    failure: null,
  };
}

/** `spirals 2-32-32-1`, then `spirals 2-32-32-1 (2)`: a name nobody has yet. */
export function freeName(dataset: Dataset, design: Design, taken: ReadonlySet<string>): string {
  const stem = `${dataset.name} ${widths(design).join('-')}`.slice(0, 110);
  if (!taken.has(stem)) return stem;
  for (let n = 2; ; n += 1) if (!taken.has(`${stem} (${n})`)) return `${stem} (${n})`;
}

/** Easy to read aloud: no 0/o, 1/l/i. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';

export function newRunId(): string {
  return Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
