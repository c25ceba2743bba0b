import path from 'node:path';
import type { CompilerOptions } from '@inlang/paraglide-js';

/** How messages become code: for the build, for the tests and for type checks alike. */
export const paraglideOptions: CompilerOptions = {
  project: path.join(import.meta.dirname, 'src-renderer/i18n/project.inlang'),
  outdir: path.join(import.meta.dirname, 'src-renderer/i18n/paraglide'),
  // The window keeps the language itself; see src-renderer/i18n/locale.svelte.ts.
  strategy: ['globalVariable', 'baseLocale'],
  outputStructure: 'locale-modules',
  disableAsyncLocalStorage: true,
  emitReadme: false,
};
