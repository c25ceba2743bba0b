import type { ProblemData } from '#shared/contract/procedure.ts';
import { messageFor } from './message-for.ts';
import { m } from './paraglide/messages.js';
import { settingAccepted, settingName } from './setting-text.ts';

type Params = ProblemData['params'];
type Word = (value: string, params: Params) => string;

const named =
  (kind: string): Word =>
  (value) =>
    messageFor(`${kind}_${value}`) ?? value;
const list: Word = (value) => (value === 'none' ? m.word_none() : value);
/** Names of the code in a row, such as `huber, hinge`. */
const listOf =
  (word: Word): Word =>
  (value, params) =>
    value
      .split(', ')
      .map((part) => word(part, params))
      .join(', ');
/** `layer 2, units` as the reader's language says it; the name of a field stays as it is in the file. */
const place: Word = (value) =>
  value.replace(/^layer (\d+)/, (_, l: string) => m.design_layer({ l })).replace(/^top level$/, 'JSON');

/** `byte 16` of a file as the reader's language says it; a name in the file stays as it is. */
const filePlace: Word = (value) => value.replace(/^byte (\d+)$/, (_, at: string) => m.format_byte({ at }));

/** Values that are words of the code, by problem and parameter, and how each is said to a person. */
const words: Record<string, Record<string, Word>> = {
  'format.cut': { place: filePlace },
  'format.damaged': { place: filePlace },
  'format.unsupported': { place: filePlace },
  'format.tooLarge': { place: filePlace, unit: named('format_unit') },
  'setting.invalid': {
    key: settingName,
    accepted: (value, { key }) => settingAccepted(String(key), value),
  },
  'data.otherTask': { task: named('task'), has: named('task') },
  'data.tooManyClasses': { task: named('task') },
  'data.unknownOption': { accepted: list },
  'series.unknown': { accepted: list },
  'design.loss': { loss: named('loss'), activation: named('activation'), needed: named('activation') },
  'design.taskLoss': { loss: named('loss'), task: named('task'), needed: listOf(named('loss')) },
  'design.residualWidth': { fitting: list },
  'design.unknownField': { place },
  'design.invalid': { place, value: (value) => (value === 'nothing' ? m.word_none() : value) },
  'run.notActive': { status: named('run_status') },
  'run.trashActive': { status: named('run_status') },
  'run.notWaiting': { status: named('run_status') },
  'option.invalid': { option: named('option') },
  'run.beingTrained': { status: named('run_status') },
  'run.notResumable': { status: named('run_status') },
};

/** A problem's values in the reader's language; names, numbers and what the person typed stay as they are. */
export function problemWords({ code, params }: ProblemData): Params {
  const said: Params = {};
  for (const [name, word] of Object.entries(words[code] ?? {}))
    said[name] = word(String(params[name]), params);
  return { ...params, ...said };
}
