import { Command, CommanderError } from 'commander';
import { ProblemError } from '#shared/problem.ts';
import { version } from '../places.ts';
import { type CommandContext } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { addBench } from './commands/bench.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExport } from './commands/export.ts';
import { addFork } from './commands/fork.ts';
import { addGradcheck } from './commands/gradcheck.ts';
import { addImport } from './commands/import.ts';
import { addLedger } from './commands/ledger.ts';
import { addReplay } from './commands/replay.ts';
import { addResume } from './commands/resume.ts';
import { addRuns } from './commands/runs.ts';
import { addSeries } from './commands/series.ts';
import { addServe } from './commands/serve.ts';
import { addShapes } from './commands/shapes.ts';
import { addShow } from './commands/show.ts';
import { addTrace } from './commands/trace.ts';
import { addTrain } from './commands/train.ts';
import { addTrash } from './commands/trash.ts';

/**
 * Runs one command line.
 *
 * @returns the exit code: 0 done, 1 the work failed, 2 bad input or usage, 130 interrupted
 */
export async function runProgram(args: string[], context: CommandContext): Promise<number> {
  let exitCode: number = exitCodes.done;
  const program = new Command('layerbench')
    .description('A workbench for deep L-layer neural networks: train, keep every run, look inside, compare.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: () => {}, writeOut: (text) => context.terminal.print(text.trimEnd()) })
    .option('--debug', 'show where an unexpected error came from');
  const finish = (code: number) => (exitCode = code);
  for (const add of [
    addTrain,
    addShapes,
    addTrace,
    addGradcheck,
    addRuns,
    addShow,
    addSeries,
    addLedger,
    addResume,
    addFork,
    addReplay,
    addTrash,
    addExport,
    addImport,
    addServe,
    addBench,
    addDoctor,
  ])
    add(program, context, finish);
  for (const command of program.commands)
    command.option('--debug', 'show where an unexpected error came from');
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, args, context);
  }
}

function report(error: unknown, [first, second]: string[], { terminal, debug }: CommandContext): number {
  if (error instanceof ProblemError) {
    terminal.tell(error.message);
    return exitCodes.badInput;
  }
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.done;
    // Help that was not asked for stands for a command that is missing or, after "help", unknown.
    const missing = first === 'help' && second ? `unknown command '${second}'` : 'name a command';
    if (error.code === 'commander.help')
      terminal.tell(`layerbench: ${missing}; "layerbench --help" lists them.`);
    else terminal.tell(`layerbench: ${error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ')}`);
    return exitCodes.badInput;
  }
  terminal.tell(`layerbench: ${error instanceof Error ? error.message : String(error)}`);
  if (debug && error instanceof Error && error.stack !== undefined) terminal.tell(error.stack);
  return exitCodes.failed;
}
