import { exitCodes } from './exit-codes.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A terminal's Ctrl+C reaches a process twice when a launcher passes it on as well; milliseconds. */
const sameRequest = 1000;

/** What a command may do with the terminal it was called from. */
export interface Terminal {
  /** A line on standard output: results, and with --json exactly one document. */
  print(line: string): void;
  /** A line on standard error: progress and messages. */
  tell(line: string): void;
  /** True when a person watches standard error, so a bar may move. */
  isWatched: boolean;
  errorStream: NodeJS.WriteStream;
  /**
   * Calls `stop` when the person presses Ctrl+C or the process is asked to end; the answer takes it back. Asked
   * again after a second, the process ends at once.
   */
  onInterrupt(stop: () => void): () => void;
}

export function createTerminal(host: NodeJS.Process): Terminal {
  // A reader that ends early (`| head`) is no fault.
  host.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    print: (line) => void host.stdout.write(`${line}\n`),
    tell: (line) => void host.stderr.write(`${line}\n`),
    isWatched: host.stderr.isTTY,
    errorStream: host.stderr,
    onInterrupt(stop) {
      let askedAt: number | null = null;
      const ask = () => {
        if (askedAt === null) {
          askedAt = performance.now();
          stop();
        } else if (performance.now() - askedAt > sameRequest) host.exit(exitCodes.interrupted);
      };
      signals.forEach((signal) => host.on(signal, ask));
      return () => signals.forEach((signal) => host.off(signal, ask));
    },
  };
}
