import type { Run } from '#shared/contract/runs.ts';
import type { App } from '../../app.ts';
import type { CommandContext } from './context.ts';
import { describeTrained } from './describe-run.ts';
import { exitCodes } from './exit-codes.ts';
import { describeFinding } from './findings.ts';
import { showProgress } from './progress.ts';
import { toTrainReport } from './train-report.ts';

/**
 * Shows how a run goes until it has ended, then prints its report.
 *
 * @returns the exit code
 */
export async function followRun(
  app: App,
  run: Run,
  { json = false }: { json?: boolean },
  context: CommandContext,
): Promise<number> {
  const ended = await follow(app, run, context);
  const found = await app.services.findings.of(ended);
  const findings = found.map((finding) => describeFinding(finding, ended));
  const text = () => describeTrained(ended, findings);
  context.terminal.print(json ? JSON.stringify(toTrainReport(ended, findings), null, 2) : text());
  return exitCodeOf(ended);
}

/** Shows progress until the run has ended; Ctrl+C interrupts the run and keeps it. */
async function follow(app: App, run: Run, { terminal }: CommandContext): Promise<Run> {
  const { runs, live } = app.services;
  const stopWatching = new AbortController();
  const release = terminal.onInterrupt(() => void runs.interruptAll());
  const progress = showProgress(live.watch(stopWatching.signal), run, terminal);
  try {
    return await runs.ended(run.id);
  } finally {
    release();
    stopWatching.abort();
    await progress;
  }
}

function exitCodeOf({ status }: Run): number {
  if (status === 'finished') return exitCodes.done;
  return status === 'interrupted' || status === 'stopped' ? exitCodes.interrupted : exitCodes.failed;
}
