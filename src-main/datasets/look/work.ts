import type { Division } from '#shared/contract/datasets.ts';
import type { ColumnFacts, Distribution, Quality, Scatter } from '#shared/contract/data-looks.ts';
import type { Dataset } from '../dataset.ts';
import { distributionOf } from './distribution.ts';
import { describeColumns, judgeQuality } from './quality.ts';
import { scatterOf, type ScatterRequest } from './scatter.ts';

/** What is found out about a whole dataset, and so may take a while. */
export interface LookTasks {
  columns: { question: object; answer: ColumnFacts[] };
  distribution: { question: { column: number }; answer: Distribution };
  scatter: { question: ScatterRequest; answer: Scatter };
  /** `facts`: the answer of `columns`. */
  quality: { question: { division: Division; facts: ColumnFacts[] }; answer: Quality };
}

export type LookTask = keyof LookTasks;

export type LookJob = {
  [T in LookTask]: { task: T; dataset: Dataset } & LookTasks[T]['question'];
}[LookTask];

/** Does one job; it changes nothing and can be done in any thread. */
export function look(job: LookJob): LookTasks[LookTask]['answer'] {
  switch (job.task) {
    case 'columns':
      return describeColumns(job.dataset);
    case 'distribution':
      return distributionOf(job.dataset, job.column);
    case 'scatter':
      return scatterOf(job.dataset, job);
    case 'quality':
      return judgeQuality(job.dataset, job.division, job.facts);
  }
}
