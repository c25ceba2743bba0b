import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import type { PreprocessorGroup } from 'svelte/compiler';
import { compileKernels } from './kernels.config.ts';
import { paraglideOptions } from './paraglide.config.ts';

/**
 * The command list of bits-ui writes one style attribute into its markup, which the page's content security policy
 * refuses. As a directive the same style is set from script, which the policy allows.
 */
const stylesFromScript: PreprocessorGroup = {
  name: 'styles-from-script',
  markup: ({ content }) => ({
    code: content.replaceAll('style="display: contents;"', 'style:display="contents"'),
  }),
};

/**
 * One build for everything that ships. Each entry of `main` is a program or a thread of its own:
 * the Electron host, the command line (which also serves the browser), the training worker and the threads that help
 * it, the probe of the SIMD level, the store thread, the thread that cares for its file, the one that imports, the one
 * that looks at large data, one contestant of the benchmark.
 */
export default defineConfig({
  main: {
    plugins: [{ name: 'kernels', buildStart: compileKernels }],
    build: {
      outDir: 'out/main',
      sourcemap: true,
      rollupOptions: {
        input: {
          electron: 'src-main/hosts/electron/main.ts',
          cli: 'src-main/hosts/cli/main.ts',
          'training-worker': 'src-main/training/worker.ts',
          'training-assistant': 'src-main/training/assistant.ts',
          'simd-probe': 'src-main/training/simd/probe.ts',
          'store-worker': 'src-main/store/worker.ts',
          'look-worker': 'src-main/datasets/look/worker.ts',
          'import-worker': 'src-main/importing/worker.ts',
          'care-worker': 'src-main/store/care/worker.ts',
          'bench-contestant': 'src-main/benchmark/contestant.ts',
        },
        // Beside the entries, so that a file finds its neighbours wherever the bundler has put it.
        output: { format: 'es', chunkFileNames: '[name]-[hash].js' },
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
      // Half the size is read and compiled in half the time, at every start.
      minify: true,
      rollupOptions: { input: 'src-renderer/index.html' },
      // The content security policy allows no data: fonts.
      assetsInlineLimit: 0,
    },
    plugins: [paraglideVitePlugin(paraglideOptions), svelte({ preprocess: [stylesFromScript] })],
  },
});
