import { problem, ProblemError } from '#shared/problem.ts';
import type { StoreFailure } from './messages.ts';

/** An error as it crosses from a thread: a problem as its code and params, anything else as message and stack. */
export function toFailure(error: unknown): StoreFailure {
  if (error instanceof ProblemError) {
    const { code, params } = error as ProblemError;
    return { code, params };
  }
  if (error instanceof Error) return { message: error.message, stack: error.stack };
  return { message: String(error), stack: undefined };
}

export function fromFailure(failure: StoreFailure): Error {
  if ('code' in failure) return problem(failure.code, failure.params);
  const error = new Error(failure.message);
  if (failure.stack !== undefined) error.stack = failure.stack;
  return error;
}
