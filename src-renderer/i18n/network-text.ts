import type { DatasetSummary } from '#shared/contract/datasets.ts';
import type { Activation, Init, Loss } from '#shared/design/design.ts';
import type { Preset } from '#shared/design/presets.ts';
import type { TaskKind } from '#shared/design/task.ts';
import { messageFor } from './message-for.ts';

/** Names, in the reader's language, of what designs and data hold. */

export function taskName(kind: TaskKind): string {
  return messageFor(`task_${kind}`) ?? kind;
}
export function activationName(activation: Activation): string {
  return messageFor(`activation_${activation}`) ?? activation;
}
export function initName(init: Init): string {
  return messageFor(`setting_choice_${init}`) ?? init;
}
export function lossName(loss: Loss): string {
  return messageFor(`loss_${loss}`) ?? loss;
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
