import type { DatasetSummary } from '#shared/contract/datasets.ts';
import type { Activation, Init, Layer, Loss, Normalization } from '#shared/design/design.ts';
import type { Preset } from '#shared/design/presets.ts';
import type { TaskKind } from '#shared/design/task.ts';
import { messageFor } from './message-for.ts';
import { formatSetting } from './number.ts';
import { m } from './paraglide/messages.js';
import { settingChoice } from './setting-text.ts';

/** Names, in the reader's language, of what designs and data hold. */

export function taskName(kind: TaskKind): string {
  return messageFor(`task_${kind}`) ?? kind;
}
export function activationName(activation: Activation): string {
  return messageFor(`activation_${activation}`) ?? activation;
}
export function initName(init: Init): string {
  return settingChoice('init', init);
}
export function lossName(loss: Loss): string {
  return messageFor(`loss_${loss}`) ?? loss;
}
export function normalizationName(normalization: Normalization): string {
  return messageFor(`normalization_${normalization}`) ?? normalization;
}
/** What a layer has beyond its units and activation, each in a word or two; empty where it has nothing. */
export function layerExtras({ normalization, dropout = 0, residualFrom }: Layer): string[] {
  return [
    ...(normalization === undefined ? [] : [normalizationName(normalization)]),
    ...(dropout > 0 ? [m.design_set_dropout({ share: formatSetting(dropout) })] : []),
    ...(residualFrom === undefined ? [] : [m.design_set_residual({ k: subscript(residualFrom) })]),
  ];
}
/** The digits of a whole number, lowered: 12 as ₁₂. */
export function subscript(value: number): string {
  return String(value).replace(/\d/g, (digit) => String.fromCodePoint(0x2080 + Number(digit)));
}
export function presetName(id: Preset['id']): string {
  return messageFor(`preset_${id}`) ?? id;
}
export function presetDetail(id: Preset['id']): string {
  return messageFor(`preset_${id}_detail`) ?? '';
}

/** A built-in dataset's name, or the file name of an imported one. */
export function datasetName(dataset: Pick<DatasetSummary, 'source' | 'name' | 'origin'>): string {
  if (dataset.origin === 'imported') return dataset.name;
  const [builtIn = '', options] = dataset.source.split(/:(.*)/);
  const name = messageFor(`data_${builtIn}`) ?? dataset.name;
  return options === undefined || options === '' ? name : `${name} (${options})`;
}
