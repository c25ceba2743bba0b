import { inits } from './design.ts';
import { gradientDetails, optimizers, schedules } from './recipe.ts';

/**
 * Every hyperparameter by its path: how it is typed on the command line, how the recipe panel edits it, and
 * what the refusal of a bad value says is accepted.
 */
export type Setting = {
  path: string;
  group: SettingGroup;
  /** Where it has an effect; absent where it always has. */
  usedWith?: SettingUse;
  /** The value with which it does nothing. */
  off?: number | string;
} & (
  | { kind: 'number'; range: SettingRange; unit?: SettingUnit; accepted: string }
  | { kind: 'choice'; choices: readonly string[]; accepted: string }
  | { kind: 'switch'; accepted: string }
);

export type SettingGroup =
  'optimizer' | 'schedule' | 'training' | 'start' | 'regularization' | 'data' | 'record';
export type SettingUnit = 'examples' | 'steps' | 'epochs';

/** The setting has an effect while another has one of these values, or is above a number. */
export type SettingUse = { path: string } & ({ values: readonly string[] } | { above: number });

/** `least` and `most` belong to the range, `above` and `below` do not. */
export interface SettingRange {
  least?: number;
  above?: number;
  most?: number;
  below?: number;
  integer?: true;
}

const positive: SettingRange = { above: 0 };
const notNegative: SettingRange = { least: 0 };
const share: SettingRange = { least: 0, below: 1 };
const whole = (least: number, most: number): SettingRange => ({ least, most, integer: true });

type Extra = Pick<Setting, 'usedWith' | 'off'> & { unit?: SettingUnit };

const number = (path: string, group: SettingGroup, range: SettingRange, extra: Extra = {}): Setting => ({
  path,
  group,
  kind: 'number',
  range,
  accepted: `${sayRange(range)} is accepted`,
  ...extra,
});
const choice = (
  path: string,
  group: SettingGroup,
  choices: readonly string[],
  extra: Extra = {},
): Setting => ({
  path,
  group,
  kind: 'choice',
  choices,
  accepted: `one of ${choices.join(', ')} is accepted`,
  ...extra,
});

const withOptimizer = (...values: string[]): Extra => ({ usedWith: { path: 'optimizer.kind', values } });
const withSchedule = (...values: string[]): Extra => ({ usedWith: { path: 'schedule.kind', values } });
const withInit = (...values: string[]): Extra => ({ usedWith: { path: 'init', values } });

export const settings: readonly Setting[] = [
  choice('optimizer.kind', 'optimizer', optimizers),
  number('optimizer.learningRate', 'optimizer', positive),
  number('optimizer.momentum', 'optimizer', share, withOptimizer('momentum', 'nesterov')),
  number('optimizer.beta1', 'optimizer', share, withOptimizer('adam', 'adamw')),
  number('optimizer.beta2', 'optimizer', share, withOptimizer('rmsprop', 'adam', 'adamw')),
  number('optimizer.epsilon', 'optimizer', positive, withOptimizer('rmsprop', 'adagrad', 'adam', 'adamw')),
  number('optimizer.weightDecay', 'optimizer', notNegative, withOptimizer('adamw')),
  choice('schedule.kind', 'schedule', schedules, { off: 'constant' }),
  number('schedule.warmUp', 'schedule', whole(0, 1_000_000_000), { unit: 'steps', off: 0 }),
  number('schedule.period', 'schedule', whole(1, 1_000_000_000), {
    ...withSchedule('step', 'exponential', 'inverseTime'),
    unit: 'steps',
  }),
  number(
    'schedule.decay',
    'schedule',
    { above: 0, most: 1 },
    withSchedule('step', 'exponential', 'inverseTime'),
  ),
  number('schedule.floor', 'schedule', { least: 0, most: 1 }, withSchedule('cosine', 'oneCycle')),
  number('batchSize', 'training', whole(1, 1_000_000), { unit: 'examples' }),
  number('epochs', 'training', whole(1, 1_000_000), { unit: 'epochs' }),
  number('seed', 'start', whole(0, 4_294_967_295)),
  choice('init', 'start', inits),
  number('initStd', 'start', positive, withInit('normal')),
  number('initValue', 'start', {}, withInit('constant')),
  number('l1', 'regularization', notNegative, { off: 0 }),
  number('l2', 'regularization', notNegative, { off: 0 }),
  number('maxNorm', 'regularization', notNegative, { off: 0 }),
  number('clip.value', 'regularization', notNegative, { off: 0 }),
  number('clip.norm', 'regularization', notNegative, { off: 0 }),
  number('earlyStopping.patience', 'regularization', whole(0, 1_000_000), { unit: 'epochs', off: 0 }),
  number('earlyStopping.minDelta', 'regularization', notNegative, {
    usedWith: { path: 'earlyStopping.patience', above: 0 },
  }),
  number('split.dev', 'data', share),
  number('split.test', 'data', share),
  { path: 'standardize', group: 'data', kind: 'switch', accepted: 'true or false is accepted' },
  choice('gradients', 'record', gradientDetails),
];

/** What is accepted where single values are, but not together. */
export const splitAccepted =
  'split.dev and split.test together must stay below 1, so that a training part is left';
export const earlyStoppingAccepted =
  'early stopping watches a dev part: split.dev above 0, or earlyStopping.patience 0, is accepted';

function sayRange({ least, above, most, below, integer }: SettingRange): string {
  const kind = integer ? 'a whole number' : 'a number';
  if (above !== undefined)
    return most === undefined ? `${kind} above ${above}` : `${kind} above ${above}, up to ${most},`;
  if (least === undefined) return kind;
  if (below !== undefined) return `${kind} from ${least} up to but not including ${below}`;
  return most === undefined ? `${kind} of ${least} or more` : `${kind} from ${least} to ${most}`;
}
