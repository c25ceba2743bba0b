import os from 'node:os';

/** On what the numbers were measured. */
export interface Machine {
  processor: string;
  cores: number;
  platform: string;
  node: string;
  v8: string;
  /** What else wanted the cores in the minute before, as the system's load average; 0 where it keeps none. */
  load: number;
}

export function describeMachine(): Machine {
  return {
    processor: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    platform: `${process.platform}-${process.arch}`,
    node: process.versions.node,
    v8: process.versions.v8,
    load: os.loadavg()[0] ?? 0,
  };
}
