import type { CheckpointSummary } from '#shared/contract/checkpoints.ts';
import { activeStatuses, type Run } from '#shared/contract/runs.ts';
import type { Client } from '#renderer/client/client.ts';

/** A run at work keeps a checkpoint at least this often; as a share of its steps. */
const share = 1 / 64;

/** The checkpoints of one run, read again as it goes on. */
export class KeptCheckpoints {
  list = $state.raw<CheckpointSummary[]>([]);
  readonly #client: Client;
  /** How the run was when they were read last. */
  #read: Pick<Run, 'id' | 'status' | 'step'> | null = null;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Steps from which training can go on, each once, in order. */
  get steps(): number[] {
    return [...new Set(this.list.filter(({ isWhole }) => isWhole).map(({ step }) => step))];
  }

  /** Reads them where there can be others than before. */
  async follow({ id, status, step, totalSteps }: Run): Promise<void> {
    const known = this.#read;
    if (
      known?.id === id &&
      known.status === status &&
      (!activeStatuses.includes(status) || step < known.step + totalSteps * share)
    )
      return;
    this.#read = { id, status, step };
    if (known?.id !== id) this.list = [];
    const list = await this.#client.runs.checkpoints({ run: id });
    if (this.#read.id === id) this.list = list;
  }
}
