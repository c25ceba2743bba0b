import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Shape } from './shapes.ts';

export interface Measured {
  /** MiB. */
  estimated: number;
  measured: number;
}

/** Trains a shape in a process of its own. */
export async function measureShape(shape: Shape): Promise<Measured> {
  const program = path.join(import.meta.dirname, 'train-one.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(shape)]);
  return JSON.parse(stdout) as Measured;
}
