import { spawn } from 'node:child_process';

export interface Ended {
  /** null when it did not start or was ended. */
  exitCode: number | null;
  stderr: string;
}

/**
 * Runs a program without an input and hears its complaints.
 *
 * @param patience milliseconds after which it is ended
 * @throws the signal's reason when it is aborted
 */
export async function runToEnd(
  program: string,
  args: readonly string[],
  options: { cwd?: string; signal: AbortSignal; patience: number },
): Promise<Ended> {
  const { cwd, signal, patience } = options;
  signal.throwIfAborted();
  const child = spawn(program, args, {
    ...(cwd === undefined ? {} : { cwd }),
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: patience,
    signal,
    windowsHide: true,
    // npm is a script there.
    shell: process.platform === 'win32' && program === 'npm',
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const exitCode = await new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      stderr ||= error.message;
      resolve(null);
    });
    child.on('close', resolve);
  });
  signal.throwIfAborted();
  return { exitCode, stderr };
}
