/** Where a host writes what only its keeper wants to know. */
export interface Log {
  info(message: string): void;
  error(message: string, cause?: unknown): void;
}

/** Writes to standard error; a stack is shown only when asked for. */
export function createLog(options: { debug: boolean }): Log {
  return {
    info: (message) => process.stderr.write(`${message}\n`),
    error(message, cause) {
      const reason = cause instanceof Error ? (options.debug ? cause.stack : cause.message) : String(cause ?? '');
      process.stderr.write(`${message}${reason ? `: ${reason}` : ''}\n`);
    },
  };
}
