import type { LayerWeights } from '#shared/contract/designs.ts';
import type { Run } from '#shared/contract/runs.ts';
import type { Design } from '#shared/design/design.ts';
import type { Client } from '../../client/client.ts';

/** What of a design decides its weights' shapes and meaning; its name does not. */
function architecture({ inputs, layers, loss }: Design): string {
  return JSON.stringify([inputs, layers, loss]);
}

/** The newest finished run of this very design; undefined where it was never trained. */
export function runOfDesign(runs: readonly Run[], design: Design): Run | undefined {
  const wanted = architecture(design);
  return runs.find(
    (run) =>
      run.status === 'finished' &&
      run.design.layers.length === design.layers.length &&
      architecture(run.design) === wanted,
  );
}

/** What the layers of a run have learned, asked for once. */
export class TrainedWeights {
  readonly #client: Client;
  #known = $state.raw<{ run: string; layers: LayerWeights[] | null } | null>(null);
  #asked: string | null = null;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Null until they have come, and where there are none. */
  of(run: Run | undefined): readonly LayerWeights[] | null {
    return run !== undefined && this.#known?.run === run.id ? this.#known.layers : null;
  }

  async ask(run: Run | undefined): Promise<void> {
    if (run === undefined || this.#asked === run.id) return;
    this.#asked = run.id;
    const layers = await this.#client.designs.weights({ run: run.id });
    if (this.#asked === run.id) this.#known = { run: run.id, layers };
  }
}
