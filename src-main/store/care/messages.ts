import type { Backup, CareProgress, CareReport } from '#shared/contract/care.ts';
import type { StoreFailure } from '../messages.ts';

/** What a care thread does, once, before it ends; `file` is the store, and `now` milliseconds since 1970. */
export interface CareTasks {
  /** The backups beside the store, newest first. */
  list: { job: { file: string }; result: Backup[] };
  /** The newest backup in which nothing is damaged; null where there is none. */
  newestSound: { job: { file: string }; result: Backup | null };
  /** `target` null: beside the store. */
  backUp: {
    job: { file: string; target: string | null; now: number };
    result: { backup: Backup; damages: number };
  };
  check: { job: { file: string }; result: CareReport };
  restore: { job: { file: string; backup: string; now: number }; result: { aside: string | null } };
}

export type CareTask = keyof CareTasks;

export type CareJob = { [T in CareTask]: { task: T } & CareTasks[T]['job'] }[CareTask];

export type CareMessage =
  | { type: 'progress'; progress: CareProgress }
  | { type: 'done'; result: unknown }
  | { type: 'failed'; error: StoreFailure };
