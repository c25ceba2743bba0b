import * as v from 'valibot';
import { limits } from './layout.ts';
import type { Refusals } from './refusal.ts';

/**
 * JSON exactly as this program writes it: UTF-8, no deeper than `limits.jsonDepth`, no space, no key twice, nothing that
 * the schema does not know.
 *
 * @throws ProblemError bundle.content
 */
export function readJson<S extends v.GenericSchema>(
  bytes: Uint8Array,
  schema: S,
  entry: string,
  refuse: Refusals,
): v.InferOutput<S> {
  const value = parseJson(bytes, entry, refuse);
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = (issue.path ?? []).map(({ key }) => String(key)).join('.');
  const accepted = issue.expected === 'never' || issue.expected === null ? 'nothing' : issue.expected;
  throw refuse.content(entry, field || 'JSON', issue.input, `${accepted} is accepted`);
}

/** As readJson, before any schema. */
export function parseJson(bytes: Uint8Array, entry: string, refuse: Refusals): unknown {
  const bad = (value: string) =>
    refuse.content(entry, 'JSON', value, 'JSON as Layerbench writes it is accepted');
  const text = decode(bytes);
  if (text === null) throw bad('bytes that are not UTF-8');
  if (depthOf(text) > limits.jsonDepth) throw bad(`more than ${limits.jsonDepth} levels`);
  const value = parse(text);
  // What is written again differently had a key twice, a space, or a number that no number is.
  if (value === undefined || JSON.stringify(value) !== text) throw bad(text.slice(0, 40));
  return value;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** How deep lists and objects stand in each other; brackets inside of strings do not count. */
function depthOf(text: string): number {
  let [depth, deepest, inString] = [0, 0, false];
  for (let at = 0; at < text.length && deepest <= limits.jsonDepth; at++) {
    const character = text.charCodeAt(at);
    if (inString) {
      if (character === 0x5c) at++;
      else if (character === 0x22) inString = false;
    } else if (character === 0x22) inString = true;
    else if (character === 0x5b || character === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (character === 0x5d || character === 0x7d) depth--;
  }
  return deepest;
}
