import { problem } from '#shared/problem.ts';

/** @throws ProblemError usage, naming the option and what it accepts */
export function parseWholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
    throw problem('usage', {
      reason: `${option} "${text}": a whole number from ${least} to ${most} is accepted.`,
    });
  return value;
}
