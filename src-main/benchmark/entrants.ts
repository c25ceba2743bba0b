import type { Entry } from './contestant.ts';
import type { Work } from './workloads.ts';

/** What V8 calls making one 256-bit operation of two neighbouring 128-bit ones. */
export const pairingFlag = '--experimental-wasm-revectorize';

/** A contestant as the one who starts it sees it: a program that speaks `protocol.ts`. */
export interface Entrant {
  id: EntrantId;
  label: string;
  program: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Its speed is what passed on the clock: processor time of one thread would leave the others out. */
  onTheClock?: boolean;
  /** The workloads it is asked to do; absent: all. */
  only?: readonly string[];
}

export type EntrantId =
  | 'engine'
  | 'engine-2-threads'
  | 'engine-scalars'
  | 'engine-adam'
  | 'engine-256'
  | 'peak-128'
  | 'peak-256'
  | 'naive'
  | PeerId;
export type PeerId = 'tfjs-cpu' | 'tfjs-wasm' | 'convnetjs' | 'brainjs' | 'synaptic' | 'numpy' | 'pytorch';

/** Ours, and what needs nothing but this program: the machine's limit and the naive trainer. */
export function listOwnEntrants(contestantProgram: string, cores: number): Entrant[] {
  const enter = (id: EntrantId, label: string, entry: Entry, flags: string[] = []): Entrant => ({
    id,
    label,
    program: process.execPath,
    args: [...flags, contestantProgram, JSON.stringify(entry)],
    // The level is what the flag says, not what the engine would choose.
    env: { LAYERBENCH_SIMD: flags.includes(pairingFlag) ? '256' : '128', NODE_OPTIONS: '' },
  });
  const engine = { kind: 'engine', threads: 1, optimizer: 'sgd', scalars: false, paired: false } as const;
  return [
    enter('peak-128', '128-bit limit', { kind: 'peak' }),
    enter('engine', 'engine', engine),
    enter('engine-scalars', 'engine, scalars', { ...engine, scalars: true }),
    enter('engine-adam', 'engine, Adam', { ...engine, optimizer: 'adam' }),
    ...(cores < 2
      ? []
      : [
          {
            ...enter('engine-2-threads', 'engine, 2 threads', { ...engine, threads: 2 }),
            onTheClock: true,
          },
        ]),
    enter('peak-256', '256-bit limit', { kind: 'peak' }, [pairingFlag]),
    enter('engine-256', 'engine, 256-bit', { ...engine, paired: true }, [pairingFlag, '--no-liftoff']),
    { ...enter('naive', 'naive', { kind: 'naive' }), only: ['W1'] },
  ];
}

export function takesPart({ only }: Entrant, { name }: Work): boolean {
  return only?.includes(name) ?? true;
}
