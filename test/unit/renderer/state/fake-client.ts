import type { DatasetPreview, DatasetSummary } from '#shared/contract/datasets.ts';
import type { Draft } from '#shared/contract/draft.ts';
import type { TaskKind } from '#shared/design/task.ts';
import { problem } from '#shared/problem.ts';
import type { Client } from '#renderer/client/client.ts';

const known: Record<string, { kind: TaskKind; inputs: number; outputs: number }> = {
  spirals: { kind: 'binary', inputs: 2, outputs: 1 },
  moons: { kind: 'binary', inputs: 2, outputs: 1 },
  iris: { kind: 'multiclass', inputs: 4, outputs: 3 },
  sine: { kind: 'regression', inputs: 1, outputs: 1 },
};

/** The calls that the bench makes, answered from memory; `written` holds every draft in order. */
export function fakeClient(saved: Draft | null = null): { client: Client; written: Draft[] } {
  const written: Draft[] = [];
  const calls = {
    datasets: {
      list: () => Promise.resolve(Object.keys(known).map(summarize)),
      preview: ({ source }: { source: string }): Promise<DatasetPreview> => {
        const [name = ''] = source.split(':');
        if (known[name] === undefined)
          return Promise.reject(
            problem('data.unknownSource', {
              value: source,
              nearest: 'spirals',
              accepted: Object.keys(known).join(', '),
            }),
          );
        return Promise.resolve({
          summary: { ...summarize(name), source },
          inputs: [],
          targets: [],
          parts: [],
          classCounts: [],
        });
      },
    },
    runs: { estimate: () => Promise.resolve({ memory: 3 }) },
    draft: {
      read: () => Promise.resolve(saved),
      write: (draft: Draft) => Promise.resolve(void written.push(draft)),
    },
  };
  return { client: calls as unknown as Client, written };
}

function summarize(source: string): DatasetSummary {
  const task = known[source] ?? { kind: 'binary', inputs: 2, outputs: 1 };
  return {
    source,
    name: source,
    origin: 'generated',
    hash: source,
    task,
    examples: 100,
    features: Array.from({ length: task.inputs }, (_, index) => `x${index + 1}`),
    target: 'y',
    classes: task.kind === 'regression' ? [] : ['a', 'b', 'c'].slice(0, Math.max(2, task.outputs)),
    missing: [],
  };
}
