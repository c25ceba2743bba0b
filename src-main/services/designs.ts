import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import {
  DesignVersionSchema,
  drawnWeights,
  type DesignVersion,
  type LayerWeights,
  type WeightFile,
} from '#shared/contract/designs.ts';
import type { Design } from '#shared/design/design.ts';
import { readNpzFile } from '../formats/npz-file.ts';
import type { CheckpointTensor, StoreClient } from '../store/api.ts';
import type { Clock } from './clock.ts';
import type { Transfers } from './transfers.ts';

export interface DesignServiceParts {
  store: Pick<StoreClient, 'readOptions' | 'writeOptions' | 'findRun' | 'readCheckpoint'>;
  transfers: Transfers;
  clock: Clock;
}

/** Each version has a key of its own, so that two windows that keep one at once keep both. */
const keyOf = (id: string) => `designVersion.${id}`;

/** Designs beside the one on the bench: versions kept by name, what a trained one has learned, weights from elsewhere. */
export class DesignService {
  readonly #parts: DesignServiceParts;

  constructor(parts: DesignServiceParts) {
    this.#parts = parts;
  }

  /** Newest first; one that cannot be read any more is left out. */
  async versions(): Promise<DesignVersion[]> {
    const stored = await this.#parts.store.readOptions();
    return Object.entries(stored)
      .filter(([key]) => key.startsWith(keyOf('')))
      .flatMap(([, value]) => {
        const parsed = v.safeParse(DesignVersionSchema, value);
        return parsed.success ? [parsed.output] : [];
      })
      .sort((a, b) => b.createdAt - a.createdAt);
  }

  async keep({ name, design }: { name: string; design: Design }): Promise<DesignVersion> {
    const version = { id: randomUUID(), name, createdAt: this.#parts.clock.now(), design };
    await this.restore(version);
    return version;
  }

  async restore(version: DesignVersion): Promise<void> {
    await this.#parts.store.writeOptions({ [keyOf(version.id)]: version });
  }

  async remove(id: string): Promise<void> {
    await this.#parts.store.writeOptions({ [keyOf(id)]: null });
  }

  /**
   * Null where the run has kept no parameters.
   *
   * @throws ProblemError run.unknown, run.ambiguous
   */
  async weights(ref: string): Promise<LayerWeights[] | null> {
    const { store } = this.#parts;
    const run = await store.findRun(ref);
    const checkpoint = await store.readCheckpoint(run.id);
    if (checkpoint === null) return null;
    const layers = run.design.layers.map((_, index) =>
      readWeights(
        checkpoint.tensors.find(({ name, role }) => role === 'parameter' && name === `W${index + 1}`),
      ),
    );
    const roots = layers.map((W) => Math.sqrt(meanOf(W, (w) => w * w)));
    const largest = Math.max(...roots, Number.MIN_VALUE);
    return layers.map((W, index) => ({
      mean: meanOf(W, (w) => w),
      share: (roots[index] ?? 0) / largest,
      values: W.length <= drawnWeights ? Array.from(W) : null,
    }));
  }

  /**
   * The shapes of the arrays in an NPZ file that came in pieces.
   *
   * @throws ProblemError transfer.gone, npz.invalid, file.unreadable
   */
  async weightShapes(transfer: string): Promise<WeightFile> {
    const { transfers } = this.#parts;
    const { file, fileName } = transfers.find(transfer);
    try {
      const arrays = await readNpzFile(file, fileName);
      return { fileName, arrays: [...arrays].map(([name, { shape }]) => ({ name, shape: [...shape] })) };
    } finally {
      await transfers.discard(transfer);
    }
  }
}

function readWeights(tensor: CheckpointTensor | undefined): Float32Array {
  if (tensor === undefined) return new Float32Array(0);
  // A tensor of a checkpoint may begin anywhere in its buffer; float32 must not.
  return new Float32Array(tensor.bytes.slice().buffer);
}

function meanOf(values: Float32Array, of: (value: number) => number): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + of(value), 0) / values.length;
}
