import { compile } from '@inlang/paraglide-js';
import { paraglideOptions } from '../paraglide.config.ts';

/** Makes the message functions that tests, type checks and lint read; the build makes the same ones itself. */
export default async function compileMessages(): Promise<void> {
  await compile(paraglideOptions);
}

if (import.meta.main) await compileMessages();
