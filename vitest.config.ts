import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte({ configFile: false })],
  // State classes use runes; without this Svelte's server build would make them inert.
  resolve: { conditions: ['browser'] },
  test: {
    include: ['test/unit/**/*.test.ts', 'test/integration/**/*.test.ts'],
    globalSetup: ['./test/compile-messages.ts', './test/compile-kernels.ts'],
    environment: 'node',
    // Threads and SQLite files make integration tests slower than the default allows on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    maxWorkers: 2,
  },
});
