import * as v from 'valibot';
import { procedure } from './procedure.ts';

const whole = v.pipe(v.number(), v.integer());

/** What holds for the whole workbench, whichever window or program opens the store. */
export const OptionsSchema = v.strictObject({
  /** How many runs train at once on a machine: 1 to twice its cores. */
  runners: v.pipe(whole, v.minValue(1)),
  /** A run is saved after so many steps, so that it can go on from there; null is never for steps alone. */
  checkpointSteps: v.nullable(v.pipe(whole, v.minValue(1))),
  /** And after so many seconds of training. */
  checkpointSeconds: v.pipe(whole, v.minValue(1)),
});
export type Options = v.InferOutput<typeof OptionsSchema>;

/** What is accepted for each option beside null. */
export const optionRanges = {
  checkpointSteps: { least: 1, most: 1_000_000_000 },
  checkpointSeconds: { least: 1, most: 3600 },
} as const;

/** Runners are at most so many times the cores. */
export const runnersPerCore = 2;

export const options = {
  read: procedure.output(OptionsSchema),
  /** Changes what is named and leaves the rest; answers with all of them. */
  write: procedure.input(v.partial(OptionsSchema)).output(OptionsSchema),
};
