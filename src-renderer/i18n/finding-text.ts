import type { Remedy, RunFinding } from '#shared/contract/gradients.ts';
import { messageFor } from './message-for.ts';
import { activationName, initName } from './network-text.ts';
import { formatPercent, formatSetting } from './number.ts';
import { m } from './paraglide/messages.js';

/** A finding's name, e.g. "The gradient vanishes". */
export function findingTitle({ kind, layer }: RunFinding): string {
  return messageFor(`finding_${kind}`, { l: layer ?? 0 }) ?? kind;
}

const shares: ReadonlySet<string> = new Set(['share', 'saturated.first', 'saturated.last']);

/** What shows it, in a sentence or two with its numbers. */
export function findingText({ kind, layer, evidence }: RunFinding): string {
  const l = layer ?? 0;
  if (kind === 'vanishing' && evidence['total'] === null) return m.finding_text_lost({ l });
  const variant = kind === 'wrongInit' && evidence['equal'] === 1 ? '_equal' : '';
  const numbers: Record<string, string | number> = { l };
  for (const [name, value] of Object.entries(evidence)) {
    const isShare = shares.has(name) || shares.has(`${kind}.${name}`);
    numbers[name] = isShare ? formatPercent(value) : formatEvidence(value);
  }
  return messageFor(`finding_text_${kind}${variant}`, numbers) ?? '';
}

/** A change in few words, e.g. "ReLU in the hidden layers and He init". */
export function remedyText({
  activation,
  init,
  learningRate,
  clipNorm,
  l2,
  patience,
  schedule,
}: Remedy): string {
  const changes = [
    ...(activation === undefined ? [] : [m.remedy_activation({ activation: activationName(activation) })]),
    ...(init === undefined ? [] : [m.remedy_init({ init: initName(init) })]),
    ...(learningRate === undefined ? [] : [m.remedy_learningRate({ value: formatEvidence(learningRate) })]),
    ...(clipNorm === undefined ? [] : [m.remedy_clipNorm({ value: formatEvidence(clipNorm) })]),
    ...(l2 === undefined ? [] : [m.remedy_l2({ value: formatEvidence(l2) })]),
    ...(patience === undefined ? [] : [m.remedy_patience({ value: String(patience) })]),
    ...(schedule === undefined ? [] : [m.remedy_schedule()]),
  ];
  return changes.reduce((first, second) => m.remedy_and({ first, second }));
}

function formatEvidence(value: number | null): string {
  return value === null ? '–' : formatSetting(Number(value.toPrecision(3))).replace('-', '−');
}
