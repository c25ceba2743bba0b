import type { Terminal } from './terminal.ts';

/** Milliseconds between two lines where no person watches. */
const lineEvery = 3000;

/** How far long work is: one line that changes on a terminal, a line every few seconds otherwise. */
export interface ProgressLine {
  show: (line: string) => void;
  /** A line that stays. */
  tell: (line: string) => void;
  end: () => void;
}

export function createProgressLine(terminal: Terminal): ProgressLine {
  const { isWatched, errorStream } = terminal;
  const tell = (line: string) => terminal.tell(line);
  if (!isWatched) {
    let last = -Infinity;
    return {
      show(line) {
        if (performance.now() - last < lineEvery) return;
        last = performance.now();
        tell(line);
      },
      tell,
      end: () => {},
    };
  }
  const erase = '\r\u001b[2K';
  return {
    show: (line) => void errorStream.write(`${erase}${line}`),
    tell(line) {
      errorStream.write(erase);
      tell(line);
    },
    end: () => void errorStream.write(erase),
  };
}
