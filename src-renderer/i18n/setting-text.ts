import { settings } from '#shared/design/settings.ts';
import { messageFor } from './message-for.ts';
import { m } from './paraglide/messages.js';

/** A hyperparameter's name, e.g. "Learning rate α" for `optimizer.learningRate`. */
export function settingName(path: string): string {
  return messageFor(`setting_${path.replaceAll('.', '_')}`) ?? path;
}

/** One sentence on what a hyperparameter does. */
export function settingHelp(path: string): string {
  return messageFor(`setting_help_${path.replaceAll('.', '_')}`) ?? '';
}

/** The name of one of a setting's choices, e.g. "Gradient descent" for `sgd`. */
export function settingChoice(choice: string): string {
  return messageFor(`setting_choice_${choice}`) ?? choice;
}

/**
 * What a setting accepts, in the reader's language.
 *
 * @param english the same as the services say it
 */
export function settingAccepted(path: string, english: string): string {
  if (english.startsWith('split.dev and split.test')) return m.accepted_split();
  const setting = settings.find((known) => known.path === path);
  if (setting === undefined || setting.accepted !== english) return m.accepted_other();
  if (setting.kind === 'switch') return m.accepted_switch();
  if (setting.kind === 'choice') return m.accepted_choice({ choices: setting.choices.join(', ') });
  const [least, most] = english.match(/\d+/g) ?? [];
  if (setting.integer) return m.accepted_whole({ least: least ?? '0', most: most ?? '' });
  if (english.includes('above 0')) return m.accepted_positive();
  return english.includes('or more') ? m.accepted_nonnegative() : m.accepted_share();
}
