import { ORPCError } from '@orpc/server';
import { isProblem } from '#shared/problem.ts';
import type { Log } from './log.ts';

/** Lets a problem cross as its code and params; anything else is a fault of ours and is logged. */
export function nameProblem(error: unknown, path: readonly string[], log: Log): unknown {
  if (isProblem(error))
    return new ORPCError('PROBLEM', {
      defined: true,
      status: 422,
      message: error.message,
      data: { code: error.code, params: error.params },
    });
  if (!(error instanceof ORPCError)) log.error(`${path.join('.')} failed`, error);
  return error;
}

/** Names what goes wrong while events are being told, when their call itself has long been answered. */
export async function* nameProblems<T>(
  events: AsyncGenerator<T>,
  path: readonly string[],
  log: Log,
): AsyncGenerator<T> {
  try {
    yield* events;
  } catch (error) {
    throw nameProblem(error, path, log);
  }
}
