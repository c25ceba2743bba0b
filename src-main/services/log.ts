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
      process.stderr.write(`${message}${cause === undefined ? '' : `: ${describe(cause, options.debug)}`}\n`);
    },
  };
}

function describe(cause: unknown, whole: boolean): string {
  if (!(cause instanceof Error)) return JSON.stringify(cause);
  return (whole ? cause.stack : undefined) ?? cause.message;
}
