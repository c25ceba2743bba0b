import type { Command } from 'commander';
import { findBrowser } from '../../launch/find-browser.mjs';
import { findElectron } from '../../launch/find-electron.mjs';
import type { App } from '../../../app.ts';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';
import { describeReport } from '../describe-report.ts';
import { backUpStore, checkStore, restoreStore } from '../doctor-care.ts';
import { exitCodes } from '../exit-codes.ts';

interface DoctorOptions extends StoreOption {
  json?: boolean;
  deep?: boolean;
  backup?: string | true;
  restore?: string;
}

export function addDoctor(program: Command, context: CommandContext, finish: (code: number) => void): void {
  program
    .command('doctor')
    .description(
      'versions, cores, memory, SIMD level, the store, and where Electron and a browser were found',
    )
    .option('--store <file>', 'the store to check')
    .option('--deep', 'look at every checksum of the store; ends with 1 when something is damaged')
    .option('--backup [file]', 'copy the store, verified; without a name beside it, named by the time')
    .option('--restore <backup>', 'put a backup in the place of the store, which is kept under another name')
    .option('--json', 'print one JSON document')
    .action(async (options: DoctorOptions) => finish(await doctor(options, context)));
}

async function doctor(options: DoctorOptions, context: CommandContext): Promise<number> {
  if (options.restore !== undefined) await restoreStore(options.restore, options, context);
  return withApp(context, options, async (app) => {
    if (options.backup !== undefined) return backUpStore(app, options, context);
    if (options.deep || options.restore !== undefined) return checkStore(app, options, context);
    const report = await examine(app);
    context.terminal.print(options.json ? JSON.stringify(report, null, 2) : describeReport(report));
    return report.store.check === 'ok' ? exitCodes.done : exitCodes.failed;
  });
}

async function examine({ services }: App) {
  return {
    ...services.environment,
    platform: `${process.platform}-${process.arch}`,
    simd: await services.simd(),
    freeMemory: process.availableMemory(),
    store: await services.store.inspect(),
    backups: (await services.care.backups()).map(({ file }) => file),
    electron: findElectron(),
    browser: findBrowser(),
  };
}
