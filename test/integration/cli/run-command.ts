import { createLog } from '#main/services/log.ts';
import { runProgram } from '#main/hosts/cli/program.ts';

/** What one command line did: its exit code and what it wrote. */
export interface CommandResult {
  exitCode: number;
  /** Lines on standard output and on standard error. */
  output: string;
  messages: string[];
}

/** Runs one command line in this process. */
export async function runCommand(...args: string[]): Promise<CommandResult> {
  const output: string[] = [];
  const messages: string[] = [];
  const exitCode = await runProgram(args, {
    terminal: {
      print: (line) => output.push(line),
      tell: (line) => messages.push(line),
      isWatched: false,
      errorStream: process.stderr,
      onInterrupt: () => () => undefined,
    },
    log: createLog({ debug: false }),
    env: {},
    debug: false,
  });
  return { exitCode, output: output.join('\n'), messages };
}
