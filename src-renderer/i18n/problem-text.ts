import { ORPCError } from '@orpc/client';
import * as v from 'valibot';
import { ProblemDataSchema, type ProblemData } from '#shared/contract/procedure.ts';
import { ProblemError, type ProblemCode } from '#shared/problem.ts';
import { DisconnectedError } from '../client/disconnected-error.ts';
import { NotPairedError } from '../client/not-paired-error.ts';
import { messageFor } from './message-for.ts';
import { m } from './paraglide/messages.js';
import { problemWords } from './problem-words.ts';

/** The key of a problem's sentence, e.g. `problem_csv_ragged` for `csv.ragged`. */
export function problemKey(code: ProblemCode): string {
  return `problem_${code.replaceAll('.', '_')}`;
}

/** Any error as one sentence a person can read, in the language of the window. */
export function problemText(error: unknown): string {
  const problem = readProblem(error);
  if (problem !== undefined) return sayProblem(problem);
  if (error instanceof DisconnectedError) return m.problem_disconnected();
  if (error instanceof NotPairedError) return m.problem_not_paired();
  return m.problem_unexpected({ message: error instanceof Error ? error.message : String(error) });
}

/** A problem as one sentence, in the language of the window. */
export function sayProblem(problem: ProblemData): string {
  return messageFor(problemKey(problem.code), problemWords(problem)) ?? problem.code;
}

/** The problem inside an error, from this side or from across the boundary; undefined for any other error. */
export function readProblem(error: unknown): ProblemData | undefined {
  const data: unknown =
    error instanceof ProblemError
      ? { code: error.code as unknown, params: error.params as unknown }
      : error instanceof ORPCError && error.code === 'PROBLEM'
        ? (error.data as unknown)
        : undefined;
  const result = v.safeParse(ProblemDataSchema, data);
  return result.success ? result.output : undefined;
}
