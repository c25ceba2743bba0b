import type { TravelCost } from '#shared/contract/checkpoints.ts';
import { formatCount, formatLoss, formatSeconds } from '#renderer/i18n/number.ts';
import { m } from '#renderer/i18n/paraglide/messages.js';
import { formatQuality } from '../shared/run-text.ts';
import type { Run } from '#shared/contract/runs.ts';
import type { PastScore } from './scores-at.ts';

/** What it took to come to a step, in words. */
export function costText(step: number, cost: TravelCost | null): string {
  if (cost === null || cost.steps === 0) return m.time_at_hand({ step: formatCount(step) });
  return m.time_cost({
    step: formatCount(step),
    steps: formatCount(cost.steps),
    from: formatCount(cost.from),
    duration: formatSeconds(cost.milliseconds / 1000),
  });
}

/** E.g. "Dev loss 0.1204, 95.3%". */
export function scoreText(run: Run, { part, loss, quality }: PastScore): string {
  return m.time_score({
    part: part === 'train' ? m.part_train() : m.part_dev(),
    loss: formatLoss(loss),
    value: formatQuality(run.task.kind, quality),
  });
}
