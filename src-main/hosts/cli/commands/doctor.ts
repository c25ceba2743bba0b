import type { Command } from 'commander';
import { findBrowser } from '../../launch/find-browser.mjs';
import { findElectron } from '../../launch/find-electron.mjs';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';

export function addDoctor(program: Command, context: CommandContext, finish: (code: number) => void): void {
  program
    .command('doctor')
    .description(
      'versions, cores, memory, SIMD level, the store, and where Electron and a browser were found',
    )
    .option('--store <file>', 'the store to check')
    .option('--json', 'print one JSON document')
    .action(async (options: StoreOption & { json?: boolean }) => {
      await withApp(context, options, async ({ services }) => {
        const report = {
          ...services.environment,
          platform: `${process.platform}-${process.arch}`,
          simd: await services.simd(),
          freeMemory: process.availableMemory(),
          store: await services.store.inspect(),
          electron: findElectron(),
          browser: findBrowser(),
        };
        finish(report.store.check === 'ok' ? exitCodes.done : exitCodes.failed);
        context.terminal.print(options.json ? JSON.stringify(report, null, 2) : describe(report));
      });
    });
}

function describe(report: object, indent = ''): string {
  return Object.entries(report)
    .map(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? `${indent}${key}\n${describe(value, `${indent}  `)}`
        : `${indent}${key}: ${typeof value === 'string' || typeof value === 'number' ? value : 'not found'}`,
    )
    .join('\n');
}
