import type { Command } from 'commander';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';
import { followRun } from '../follow-run.ts';
import { parseThreads, threadsHelp } from '../thread-option.ts';

interface ResumeOptions extends StoreOption {
  threads?: string;
  json?: boolean;
}

export function addResume(program: Command, context: CommandContext, finish: (code: number) => void): void {
  program
    .command('resume')
    .description('go on with a run that was interrupted, stopped or failed, from its last checkpoint')
    .argument('<run>', 'an id, any unique start of it, or a name')
    .option('--threads <n>', threadsHelp)
    .option('--store <file>', 'the store that holds the run')
    .option('--json', 'print one JSON document')
    .action(async (ref: string, options: ResumeOptions) => {
      const threads = parseThreads(options.threads);
      const code = await withApp(context, options, async (app) => {
        const run = await app.services.runs.resume(ref, threads === undefined ? {} : { threads });
        context.terminal.tell(`${run.name}: ${run.step} of ${run.totalSteps} steps are recorded`);
        return followRun(app, run, options, context);
      });
      finish(code);
    });
}
