import type { Run, Series } from '#shared/contract/runs.ts';
import { m } from '#renderer/i18n/paraglide/messages.js';
import type { ChartLine } from '#renderer/charts/chart-line.ts';
import type { LineStyle } from '#renderer/charts/run-colours.ts';
import { themeColour } from '#renderer/charts/theme-colours.svelte.ts';
import { qualityKey } from '../shared/run-lines.ts';
import { epochAxisOf } from '#renderer/state/epoch-axis.ts';
import { qualityName } from '../shared/run-text.ts';

/** Series that can be laid over each other: what at least one of the runs records. */
export function comparableSeries(runs: readonly Run[]): { key: string; name: string }[] {
  const found = new Map([
    ['dev.loss', m.compare_dev_loss()],
    ['train.loss', m.compare_train_loss()],
  ]);
  for (const run of runs) {
    const quality = qualityName(run.task.kind);
    found.set(`dev.${qualityKey(run)}`, m.compare_dev_quality({ quality }));
    found.set(`train.${qualityKey(run)}`, m.compare_train_quality({ quality }));
  }
  found.set('batch.loss', m.compare_batch_loss());
  if (runs.some((run) => run.recipe.gradients !== 'off'))
    found.set('grad.norm.dZ[1]', m.compare_first_gradient());
  return [...found].map(([key, name]) => ({ key, name }));
}

/** One line per run that recorded the series. */
export function compareLines(
  runs: readonly Run[],
  key: string,
  by: 'epoch' | 'step',
  styles: ReadonlyMap<string, LineStyle>,
  seriesOf: (run: Run) => Series | undefined,
): ChartLine[] {
  return runs.flatMap((run): ChartLine[] => {
    const series = seriesOf(run);
    const style = styles.get(run.id);
    if (series === undefined || style === undefined) return [];
    const { perEpoch, before } = epochAxisOf(run);
    return [
      {
        id: run.id,
        label: run.name,
        colour: themeColour(`--series-${style.colour}`),
        dash: style.dash,
        noisy: key === 'batch.loss' || key.startsWith('grad.'),
        series,
        ...(by === 'epoch' ? { stepsPerUnit: perEpoch, unitsBefore: before } : { stepsPerUnit: 1 }),
      },
    ];
  });
}
