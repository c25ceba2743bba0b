import type { Run, RunStatus, Score } from '#shared/contract/runs.ts';
import type { Design, Layer } from '#shared/design/design.ts';
import type { TaskKind } from '#shared/design/task.ts';
import { messageFor } from '#renderer/i18n/message-for.ts';
import { datasetName } from '#renderer/i18n/network-text.ts';
import { formatLoss, formatPercent } from '#renderer/i18n/number.ts';
import { m } from '#renderer/i18n/paraglide/messages.js';

/** A network from input to output, e.g. "2 → 32 tanh → 32 tanh → 1 sigmoid"; equal layers in a row are folded. */
export function networkText(design: Design): string {
  const parts: { text: string; times: number }[] = [];
  for (const layer of design.layers) {
    const text = layerText(layer);
    const last = parts.at(-1);
    if (last?.text === text) last.times += 1;
    else parts.push({ text, times: 1 });
  }
  const layers = parts.flatMap(({ text, times }) =>
    times > 2 ? [`${times} × (${text})`] : Array<string>(times).fill(text),
  );
  return [String(design.inputs), ...layers].join(' → ');
}

/** E.g. "32 relu (batch, dropout 0.2, +A1)", in the words of a design's file. */
function layerText({ units, activation, normalization, dropout = 0, residualFrom }: Layer): string {
  const more = [
    ...(normalization === undefined ? [] : [normalization]),
    ...(dropout > 0 ? [`dropout ${dropout}`] : []),
    ...(residualFrom === undefined ? [] : [`+A${residualFrom}`]),
  ];
  return `${units} ${activation}${more.length === 0 ? '' : ` (${more.join(', ')})`}`;
}

export function statusName(status: RunStatus): string {
  return messageFor(`run_status_${status}`) ?? status;
}

export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';

const tones: Record<RunStatus, Tone> = {
  queued: 'plain',
  training: 'accent',
  paused: 'warn',
  finished: 'good',
  stopped: 'plain',
  interrupted: 'warn',
  diverged: 'bad',
  failed: 'bad',
};

export function statusTone(status: RunStatus): Tone {
  return tones[status];
}

/** What beside the loss tells how good a network is: r² for values, accuracy for classes. */
export function qualityName(kind: TaskKind): string {
  return kind === 'regression' ? m.quality_r2() : m.quality_accuracy();
}

/** Accuracy as a share, or r²; null where it was not measured. */
export function qualityOf(score: Score | null): number | null {
  return score?.accuracy ?? score?.r2 ?? null;
}

export function formatQuality(kind: TaskKind, value: number | null): string {
  return kind === 'regression' ? formatLoss(value) : formatPercent(value);
}

/** A share in hundredths, for an axis whose title says %. */
export function formatHundredths(share: number): string {
  return String(Number((share * 100).toPrecision(4)));
}

/** Optimiser and learning rate in few characters, e.g. "adam 0.01". */
export function optimizerText(run: Run): string {
  return `${run.recipe.optimizer.kind} ${run.recipe.optimizer.learningRate}`;
}

/** How much of its own steps a run has done at a step, from 0 to 1; a fork's begin where its parent was. */
export function shareDone(run: Run, step: number): number {
  const first = run.parent?.step ?? 0;
  return run.totalSteps <= first ? 0 : Math.min(1, (step - first) / (run.totalSteps - first));
}

/** The name of the data that a run was trained on. */
export function runDataName(run: Run): string {
  const { source, name } = run.dataset;
  return datasetName({ source, name, origin: source.startsWith('dataset:') ? 'imported' : 'generated' });
}
