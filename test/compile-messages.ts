import { compile } from '@inlang/paraglide-js';
import { paraglideOptions } from '../paraglide.config.ts';

/** Makes the message functions that type checks and lint read; the build makes the same ones itself. */
await compile(paraglideOptions);
