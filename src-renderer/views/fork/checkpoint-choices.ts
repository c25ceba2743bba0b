import type { CheckpointKind, CheckpointSummary } from '#shared/contract/checkpoints.ts';
import { messageFor } from '#renderer/i18n/message-for.ts';
import { formatCount } from '#renderer/i18n/number.ts';
import { m } from '#renderer/i18n/paraglide/messages.js';

/** Stands for a step at which nothing is kept. */
export const otherStep = 'other';

/** What a checkpoint is kept for, in plain words. */
export function checkpointName(kind: CheckpointKind): string {
  return messageFor(`checkpoint_${kind}`) ?? kind;
}

/**
 * The checkpoints that a fork can begin with, each step once under all its names, the latest first. Steps where nothing
 * is kept come under one choice, which says that and cannot be chosen.
 */
export function checkpointChoices(
  checkpoints: readonly CheckpointSummary[],
  { first, last }: { first: number; last: number },
): { value: string; label: string; disabled?: boolean }[] {
  const byStep = new Map<number, { epoch: number; kinds: CheckpointKind[] }>();
  for (const { step, epoch, kind, isWhole } of checkpoints) {
    if (!isWhole || step < first || step > last) continue;
    const known = byStep.get(step) ?? { epoch, kinds: [] };
    byStep.set(step, { epoch, kinds: [...known.kinds, kind] });
  }
  const choices = [...byStep]
    .sort(([a], [b]) => b - a)
    .map(([step, { epoch, kinds }]) => ({
      value: String(step),
      label: m.fork_checkpoint_choice({
        step: formatCount(step),
        epoch: formatCount(epoch),
        kind: kinds.map(checkpointName).join(', '),
      }),
    }));
  return [{ value: otherStep, label: m.fork_checkpoint_other(), disabled: true }, ...choices];
}
