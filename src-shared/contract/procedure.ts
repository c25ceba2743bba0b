import { oc } from '@orpc/contract';
import * as v from 'valibot';
import { problemCodes } from '../problem.ts';

/**
 * Every procedure may answer with a problem: something a person can mend. It crosses as its code and params, so
 * that each side says it in its own language; `message` is the English sentence.
 */
export const ProblemDataSchema = v.strictObject({
  code: v.picklist(problemCodes),
  params: v.record(v.string(), v.union([v.string(), v.number()])),
});
export type ProblemData = v.InferOutput<typeof ProblemDataSchema>;

export const procedure = oc.errors({ PROBLEM: { status: 422, data: ProblemDataSchema } });

/** A run's id, any unique start of it, or its name. */
export const RunRefSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
