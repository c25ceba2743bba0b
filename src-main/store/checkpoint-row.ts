import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { TrainingStateSchema, type CheckpointKind } from '#shared/contract/checkpoints.ts';
import type { Checkpoint, CheckpointTensor } from './api.ts';
import { toShared } from './blobs.ts';

export interface CheckpointRow {
  step: number;
  kind: CheckpointKind;
  epoch: number;
  sha256: string;
  created_at: number;
  bytes: number;
  /** JSON. */
  state: string | null;
  seal: string;
}

export interface TensorRow {
  role: CheckpointTensor['role'];
  name: string;
  /** JSON. */
  shape: string;
  type: CheckpointTensor['type'];
  bytes: Uint8Array;
}

/** Null when the seal does not fit: something is not what was written. */
export function toCheckpoint(
  run: string,
  row: CheckpointRow,
  tensorRows: readonly TensorRow[],
): Checkpoint | null {
  try {
    const { step, kind, epoch, sha256, created_at } = row;
    const tensors = tensorRows.map(toTensor);
    const state = row.state === null ? null : v.parse(TrainingStateSchema, JSON.parse(row.state));
    const checkpoint = { run, kind, step, epoch, tensors, sha256, createdAt: created_at, state };
    return sealOf(checkpoint) === row.seal ? checkpoint : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof v.ValiError) return null;
    throw error;
  }
}

function toTensor({ role, name, shape, type, bytes }: TensorRow): CheckpointTensor {
  return { name, role, shape: JSON.parse(shape) as number[], type, bytes: toShared(bytes) };
}

/**
 * SHA-256, hex, over everything that a checkpoint says but its kind, which changes when a run goes on from its end; the
 * line before each tensor's bytes tells where they end. Without a state it is sealed as in the days before there was one.
 */
export function sealOf({ step, epoch, sha256, createdAt, tensors, state }: Omit<Checkpoint, 'run'>): string {
  const isPlain = state === null;
  const said = [step, epoch, sha256, createdAt];
  const hash = createHash('sha256').update(`${JSON.stringify(isPlain ? said : [...said, state])}\n`);
  for (const { name, role, shape, type, bytes } of tensors) {
    const described = [name, shape, type, bytes.length];
    hash.update(`${JSON.stringify(isPlain ? described : [...described, role])}\n`).update(bytes);
  }
  return hash.digest('hex');
}
