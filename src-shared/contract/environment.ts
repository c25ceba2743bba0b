import * as v from 'valibot';
import { procedure } from './procedure.ts';

/** Where the workbench runs; shown in the window's footer and by `doctor`. */
export const EnvironmentSchema = v.strictObject({
  version: v.string(),
  engine: v.string(),
  host: v.picklist(['electron', 'web', 'cli']),
  node: v.string(),
  v8: v.string(),
  cores: v.number(),
  /** Of the whole machine, in bytes. */
  memory: v.number(),
  storeFile: v.string(),
});
export type Environment = v.InferOutput<typeof EnvironmentSchema>;

export const environment = { get: procedure.output(EnvironmentSchema) };
