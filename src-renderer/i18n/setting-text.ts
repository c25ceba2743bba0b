import {
  earlyStoppingAccepted,
  settings,
  splitAccepted,
  type SettingRange,
} from '#shared/design/setting-table.ts';
import { messageFor } from './message-for.ts';
import { formatSetting } from './number.ts';
import { m } from './paraglide/messages.js';

/** A hyperparameter's name, e.g. "Learning rate α" for `optimizer.learningRate`. */
export function settingName(path: string): string {
  return messageFor(`setting_${path.replaceAll('.', '_')}`) ?? path;
}

/** One sentence on what a hyperparameter does. */
export function settingHelp(path: string): string {
  return messageFor(`setting_help_${path.replaceAll('.', '_')}`) ?? '';
}

/** The name of one of a setting's choices, e.g. "Gradient descent" for `sgd`. A setting may have a word of its own. */
export function settingChoice(path: string, choice: string): string {
  const own = messageFor(`setting_choice_${path.replaceAll('.', '_')}_${choice}`);
  return own ?? messageFor(`setting_choice_${choice}`) ?? choice;
}

/** A setting's value as a person reads it. */
export function settingValue(path: string, value: unknown): string {
  if (typeof value === 'number') return formatSetting(value);
  if (typeof value === 'boolean') return value ? m.fact_yes() : m.fact_no();
  return settingChoice(path, String(value));
}

/**
 * What a setting accepts, in the reader's language.
 *
 * @param english the same as the services say it
 */
export function settingAccepted(path: string, english: string): string {
  if (english === splitAccepted) return m.accepted_split();
  if (english === earlyStoppingAccepted) return m.accepted_early_stopping();
  const setting = settings.find((known) => known.path === path);
  if (setting === undefined || setting.accepted !== english) return m.accepted_other();
  if (setting.kind === 'switch') return m.accepted_switch();
  if (setting.kind === 'choice') return m.accepted_choice({ choices: setting.choices.join(', ') });
  return rangeText(setting.range);
}

function rangeText({ least, above, most, below, integer }: SettingRange): string {
  if (above !== undefined)
    return most === undefined
      ? m.accepted_positive()
      : m.accepted_above({ above: String(above), most: String(most) });
  if (least === undefined) return m.accepted_number();
  if (below !== undefined) return m.accepted_share();
  if (most === undefined) return m.accepted_nonnegative();
  const ends = { least: String(least), most: String(most) };
  return integer ? m.accepted_whole(ends) : m.accepted_between(ends);
}
