import type { Run, Surface } from '#shared/contract/runs.ts';
import type { Client } from '#renderer/client/client.ts';

/** Points along each side for few and for many outputs: an answer holds a number per point and output. */
export const resolutionFor = (outputs: number) => (outputs <= 12 ? 60 : outputs <= 100 ? 40 : 24);
/** Between one answer and the next question, in milliseconds. */
const rest = 300;

/** The newest answer of a run's network over its inputs. */
export class SurfaceFeed {
  surface = $state.raw<Surface | null>(null);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Asks once, and again and again while the run trains. @returns what ends it */
  follow(run: Pick<Run, 'id' | 'status' | 'task'>): () => void {
    if (run.task.inputs > 2 || run.status === 'queued') return () => undefined;
    const resolution = resolutionFor(run.task.outputs);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const ask = async () => {
      try {
        const surface = await this.#client.runs.surface({ run: run.id, resolution });
        if (!ended && surface !== null) this.surface = surface;
      } catch {
        // A run that failed before its first step has no parameters: its data is drawn alone.
      }
      if (!ended && run.status === 'training') timer = setTimeout(() => void ask(), rest);
    };
    void ask();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }
}
