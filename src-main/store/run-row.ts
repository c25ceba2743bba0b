import type { Design } from '#shared/design/design.ts';
import type { Recipe } from '#shared/design/recipe.ts';
import type { Execution, Failure, Run, RunStatus } from '#shared/contract/runs.ts';
import { finite, measureOf, toScore, type Measure } from './score-columns.ts';

/** What may change while a run is active, as columns. */
export interface ProgressRow {
  name: string;
  status: RunStatus;
  started_at: number | null;
  ended_at: number | null;
  epoch: number;
  step: number;
  total_steps: number;
  seconds: number;
  execution: string | null;
  train_measure: Measure | null;
  train_loss: number | null;
  train_score: number | null;
  dev_measure: Measure | null;
  dev_loss: number | null;
  dev_score: number | null;
  test_measure: Measure | null;
  test_loss: number | null;
  test_score: number | null;
  weights_sha256: string | null;
  best_epoch: number | null;
  failure_message: string | null;
  failure_kind: NonNullable<Failure['kind']> | null;
  failure_layer: number | null;
  failure_pass: NonNullable<Failure['pass']> | null;
  failure_tensor: string | null;
  failure_step: number | null;
}

/** What is written once. `design` and `recipe` are keys of the documents' tables. */
export interface OriginRow {
  id: string;
  created_at: number;
  design: string;
  design_hash: string;
  recipe: string;
  dataset_hash: string;
  dataset_source: string;
  dataset_name: string;
  task_kind: Run['task']['kind'];
  inputs: number;
  outputs: number;
  L: number;
  parameters: number;
  train_examples: number;
  dev_examples: number;
  test_examples: number;
  engine: string;
  manifest_hash: string | null;
  parent: string | null;
  parent_step: number | null;
  parent_sha256: string | null;
}

export interface RunRow extends OriginRow, ProgressRow {
  key: number;
  /** Null for a run that is not in the trash. */
  trashed_at: number | null;
  trashed_bytes: number | null;
}

export function toOriginRow(run: Run, design: string, recipe: string): OriginRow {
  return {
    id: run.id,
    created_at: run.createdAt,
    design,
    design_hash: run.designHash,
    recipe,
    dataset_hash: run.dataset.hash,
    dataset_source: run.dataset.source,
    dataset_name: run.dataset.name,
    task_kind: run.task.kind,
    inputs: run.task.inputs,
    outputs: run.task.outputs,
    L: run.L,
    parameters: run.parameters,
    train_examples: run.examples.train,
    dev_examples: run.examples.dev,
    test_examples: run.examples.test,
    engine: run.engine,
    manifest_hash: run.manifestHash,
    parent: run.parent?.run ?? null,
    parent_step: run.parent?.step ?? null,
    parent_sha256: run.parent?.sha256 ?? null,
  };
}

export function toProgressRow(run: Run): ProgressRow {
  return {
    name: run.name,
    status: run.status,
    started_at: run.startedAt,
    ended_at: run.endedAt,
    epoch: run.epoch,
    step: run.step,
    total_steps: run.totalSteps,
    seconds: run.seconds,
    execution: run.execution === null ? null : JSON.stringify(run.execution),
    train_measure: measureOf(run.train),
    train_loss: finite(run.train?.loss),
    train_score: finite(run.train?.accuracy ?? run.train?.r2),
    dev_measure: measureOf(run.dev),
    dev_loss: finite(run.dev?.loss),
    dev_score: finite(run.dev?.accuracy ?? run.dev?.r2),
    test_measure: measureOf(run.test),
    test_loss: finite(run.test?.loss),
    test_score: finite(run.test?.accuracy ?? run.test?.r2),
    weights_sha256: run.weightsSha256,
    best_epoch: run.bestEpoch,
    failure_message: run.failure?.message ?? null,
    failure_kind: run.failure?.kind ?? null,
    failure_layer: run.failure?.layer ?? null,
    failure_pass: run.failure?.pass ?? null,
    failure_tensor: run.failure?.tensor ?? null,
    failure_step: run.failure?.step ?? null,
  };
}

export function fromRow(row: RunRow, design: Design, recipe: Recipe, tags: string[]): Run {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    tags,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    design,
    designHash: row.design_hash,
    recipe,
    recipeHash: row.recipe,
    dataset: { source: row.dataset_source, name: row.dataset_name, hash: row.dataset_hash },
    task: { kind: row.task_kind, inputs: row.inputs, outputs: row.outputs },
    L: row.L,
    parameters: row.parameters,
    engine: row.engine,
    manifestHash: row.manifest_hash,
    execution: row.execution === null ? null : (JSON.parse(row.execution) as Execution),
    epoch: row.epoch,
    step: row.step,
    totalSteps: row.total_steps,
    examples: { train: row.train_examples, dev: row.dev_examples, test: row.test_examples },
    seconds: row.seconds,
    train: toScore(row.train_measure, row.train_loss, row.train_score),
    dev: toScore(row.dev_measure, row.dev_loss, row.dev_score),
    test: toScore(row.test_measure, row.test_loss, row.test_score),
    weightsSha256: row.weights_sha256,
    bestEpoch: row.best_epoch,
    failure: toFailure(row),
    parent: toParent(row),
  };
}

function toParent({ parent, parent_step, parent_sha256 }: RunRow): Run['parent'] {
  if (parent === null) return null;
  return { run: parent, step: parent_step ?? 0, sha256: parent_sha256 };
}

function toFailure(row: RunRow): Failure | null {
  if (row.failure_message === null) return null;
  return {
    message: row.failure_message,
    ...(row.failure_kind !== null && { kind: row.failure_kind }),
    ...(row.failure_layer !== null && { layer: row.failure_layer }),
    ...(row.failure_pass !== null && { pass: row.failure_pass }),
    ...(row.failure_tensor !== null && { tensor: row.failure_tensor }),
    ...(row.failure_step !== null && { step: row.failure_step }),
  };
}
