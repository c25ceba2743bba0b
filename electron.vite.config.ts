import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

/**
 * One build for everything that ships. Each entry of `main` is a program or a thread of its own:
 * the Electron host, the command line (which also serves the browser), the training worker, the store thread.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      sourcemap: true,
      rollupOptions: {
        input: {
          electron: 'src-main/hosts/electron/main.ts',
          cli: 'src-main/hosts/cli/main.ts',
          'training-worker': 'src-main/training/worker.ts',
          'store-worker': 'src-main/store/worker.ts',
        },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload is one CommonJS file with nothing to load.
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: 'src-main/hosts/electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    build: {
      outDir: 'out/renderer',
      rollupOptions: { input: 'src-renderer/index.html' },
      // The content security policy allows no data: fonts.
      assetsInlineLimit: 0,
    },
    plugins: [
      paraglideVitePlugin({
        project: './src-renderer/i18n/project.inlang',
        outdir: './src-renderer/i18n/paraglide',
        // The window keeps the language itself; see src-renderer/i18n/locale.svelte.ts.
        strategy: ['globalVariable', 'baseLocale'],
        outputStructure: 'locale-modules',
        disableAsyncLocalStorage: true,
        emitReadme: false,
      }),
      svelte(),
    ],
  },
});
