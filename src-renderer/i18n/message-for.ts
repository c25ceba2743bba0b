import { m } from './paraglide/messages.js';

type Say = (inputs: Record<string, string | number>) => string;

/** The message of a key that is known only at run time; undefined where there is none. */
export function messageFor(key: string, inputs: Record<string, string | number> = {}): string | undefined {
  if (!Object.hasOwn(m, key)) return undefined;
  const say = (m as unknown as Record<string, Say>)[key];
  return say?.(inputs);
}
