import type { Command } from 'commander';
import { Live } from '../../../services/live.ts';
import type { ReplayReport } from '../../../services/replay-report.ts';
import type { ReplayService } from '../../../services/replays.ts';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { showProgress } from '../progress.ts';
import { parseThreads, threadsHelp } from '../thread-option.ts';

interface ReplayCommandOptions extends StoreOption {
  threads?: string;
  json?: boolean;
}

export function addReplay(program: Command, context: CommandContext, finish: (code: number) => void): void {
  program
    .command('replay')
    .description('train a saved run again and compare every recorded hash of its parameters')
    .argument('<run>', 'an id, any unique start of it, or a name')
    .option('--threads <n>', threadsHelp)
    .option('--store <file>', 'the store to read')
    .option('--json', 'print one JSON document')
    .action(async (ref: string, options: ReplayCommandOptions) => {
      const threads = parseThreads(options.threads);
      await withApp(context, options, async ({ services }) => {
        const report = await follow(services.replays, ref, threads, context);
        finish(exitCodeOf(report));
        if (report === null) context.terminal.tell('The replay was interrupted; nothing was changed.');
        else context.terminal.print(options.json ? JSON.stringify(report, null, 2) : describe(report));
      });
    });
}

/** Shows progress until the replay has ended; Ctrl+C ends it without a report. */
async function follow(
  replays: ReplayService,
  ref: string,
  threads: number | undefined,
  { terminal }: CommandContext,
): Promise<ReplayReport | null> {
  const live = new Live();
  const [interrupted, ended] = [new AbortController(), new AbortController()];
  const release = terminal.onInterrupt(() => interrupted.abort());
  const shown: Promise<void>[] = [];
  try {
    return await replays.replay(ref, {
      threads,
      signal: interrupted.signal,
      onProgress(run, progress) {
        if (shown.length === 0) shown.push(showProgress(live.watch(ended.signal), run, terminal));
        live.frames(run.id, progress, {});
      },
    });
  } finally {
    release();
    ended.abort();
    await Promise.all(shown);
  }
}

function exitCodeOf(report: ReplayReport | null): number {
  if (report === null) return exitCodes.interrupted;
  return report.identical ? exitCodes.done : exitCodes.failed;
}

function describe({ checkedSteps, firstDifference }: ReplayReport): string {
  const steps = checkedSteps === 1 ? '1 step' : `${checkedSteps} steps`;
  if (firstDifference === null)
    return `Identical: at ${steps} compared, every parameter has the recorded bytes.`;
  const { step, tensor, reason, expected, found } = firstDifference;
  const why = reason === undefined ? '' : ` because ${reason}`;
  return `Differs first at step ${step} in ${tensor}${why}: expected ${expected ?? 'nothing'}, found ${found ?? 'nothing'}.`;
}
