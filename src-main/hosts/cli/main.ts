import { createLog } from '../../services/log.ts';
import { createTerminal } from './terminal.ts';
import { runProgram } from './program.ts';

/** The command line's entry: `process` is read here and nowhere else in this room. */
const debug = process.argv.includes('--debug');
process.exitCode = await runProgram(process.argv.slice(2), {
  terminal: createTerminal(process),
  log: createLog({ debug }),
  env: process.env,
  debug,
});
