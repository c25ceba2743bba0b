import type { Run, Series } from '#shared/contract/runs.ts';
import { m } from '#renderer/i18n/paraglide/messages.js';
import type { ChartLine } from '#renderer/charts/chart-line.ts';
import { layerColour } from '#renderer/charts/layer-colours.ts';
import { themeColour } from '#renderer/charts/theme-colours.svelte.ts';
import { epochAxisOf } from '#renderer/state/epoch-axis.ts';

export type FoundSeries = Readonly<Record<string, Series>>;

/** `accuracy` or `r2`: what the run's task is judged by. */
export function qualityKey(run: Run): 'accuracy' | 'r2' {
  return run.task.kind === 'regression' ? 'r2' : 'accuracy';
}

/** Keys of the backward signal of every layer. */
export function gradientKeys(run: Run): string[] {
  return Array.from({ length: run.L }, (_, index) => `grad.norm.dZ[${index + 1}]`);
}

/** Every series that the charts of one run draw. */
export function curveKeys(run: Run): string[] {
  const quality = qualityKey(run);
  return ['batch.loss', 'train.loss', 'dev.loss', `train.${quality}`, `dev.${quality}`, ...gradientKeys(run)];
}

/** Loss of each batch (thin), of the training part and of the dev part. */
export function lossLines(run: Run, series: FoundSeries): ChartLine[] {
  return linesOf(run, series, [
    {
      id: 'batch.loss',
      label: m.line_batch(),
      colour: themeColour('--text-faint'),
      faint: true,
      noisy: true,
    },
    { id: 'train.loss', label: m.line_train(), colour: themeColour('--series-1') },
    { id: 'dev.loss', label: m.line_dev(), colour: themeColour('--series-2'), dash: [7, 3] },
  ]);
}

/** Accuracy or r² of the training part and of the dev part. */
export function qualityLines(run: Run, series: FoundSeries): ChartLine[] {
  const quality = qualityKey(run);
  return linesOf(run, series, [
    { id: `train.${quality}`, label: m.line_train(), colour: themeColour('--series-1') },
    { id: `dev.${quality}`, label: m.line_dev(), colour: themeColour('--series-2'), dash: [7, 3] },
  ]);
}

/** What a fork is laid over: its parent's scores on the dev part, or where it has none on the training part. */
export function parentKeys(parent: Run): string[] {
  const part = parent.examples.dev > 0 ? 'dev' : 'train';
  return [`${part}.loss`, `${part}.${qualityKey(parent)}`];
}

/** Of the parent's lines those that are drawn behind its fork's own. */
export function behind(lines: readonly ChartLine[], keys: readonly string[]): ChartLine[] {
  return lines
    .filter(({ id }) => keys.includes(id))
    .map((line) => ({
      ...line,
      id: `parent ${line.id}`,
      label: m.line_parent({ line: line.label }),
      behind: true,
    }));
}

/** ‖dZ_l‖ of every layer, from the first to the output. */
export function gradientLines(run: Run, series: FoundSeries): ChartLine[] {
  return linesOf(
    run,
    series,
    gradientKeys(run).map((id, index) => ({
      id,
      label: m.line_layer({ l: index + 1 }),
      colour: layerColour(index + 1, run.L),
      noisy: true,
    })),
  );
}

function linesOf(
  run: Run,
  series: FoundSeries,
  wanted: readonly Omit<ChartLine, 'series' | 'stepsPerUnit' | 'unitsBefore'>[],
) {
  const { perEpoch: stepsPerUnit, before: unitsBefore } = epochAxisOf(run);
  return wanted.flatMap((line): ChartLine[] => {
    const points = series[line.id];
    return points === undefined ? [] : [{ ...line, series: points, stepsPerUnit, unitsBefore }];
  });
}
