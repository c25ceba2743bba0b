import { isProblem, type ProblemError } from '#shared/problem.ts';

/** The sentence with which a call is refused. Any other error, or none, fails the test. */
export function refusalOf(call: () => unknown): string {
  return catchProblem(call).message;
}

/** The problem that a call is refused with. */
export function catchProblem(call: () => unknown): ProblemError {
  try {
    call();
  } catch (error) {
    if (isProblem(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
