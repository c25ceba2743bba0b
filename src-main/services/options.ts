import * as v from 'valibot';
import { optionRanges, OptionsSchema, runnersPerCore, type Options } from '#shared/contract/options.ts';
import { problem } from '#shared/problem.ts';
import type { StoreClient } from '../store/api.ts';

export interface OptionServiceParts {
  store: Pick<StoreClient, 'readOptions' | 'writeOptions'>;
  /** Told after every change. */
  changed: (options: Options) => void;
  /** Of this machine. */
  cores: number;
}

/** What a person has set for the whole workbench. */
export class OptionService {
  readonly #parts: OptionServiceParts;

  constructor(parts: OptionServiceParts) {
    this.#parts = parts;
  }

  /** What was never set, or cannot be read any more, is as it comes; a store from a larger machine keeps to this one. */
  async read(): Promise<Options> {
    const stored = await this.#parts.store.readOptions();
    const read = <K extends keyof Options>(key: K): Options[K] | undefined => {
      const parsed = v.safeParse(OptionsSchema.entries[key], stored[key]);
      return parsed.success ? (parsed.output as Options[K]) : undefined;
    };
    const { cores } = this.#parts;
    return {
      runners: Math.min(read('runners') ?? cores, cores * runnersPerCore),
      checkpointSteps: read('checkpointSteps') ?? null,
      checkpointSeconds: read('checkpointSeconds') ?? 10,
    };
  }

  /** @throws ProblemError option.invalid */
  async write(changes: { [K in keyof Options]?: Options[K] | undefined }): Promise<Options> {
    const { store, changed, cores } = this.#parts;
    const { runners, checkpointSteps, checkpointSeconds } = changes;
    checkRange('runners', runners, { least: 1, most: cores * runnersPerCore });
    checkRange('checkpointSteps', checkpointSteps ?? undefined, optionRanges.checkpointSteps);
    checkRange('checkpointSeconds', checkpointSeconds, optionRanges.checkpointSeconds);
    const named = Object.entries(changes).filter(([, value]) => value !== undefined);
    await store.writeOptions(Object.fromEntries(named));
    const options = await this.read();
    changed(options);
    return options;
  }
}

function checkRange(
  option: keyof Options,
  value: number | undefined,
  { least, most }: { least: number; most: number },
): void {
  // Seconds too are whole: nobody needs them finer.
  if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= most))
    throw problem('option.invalid', { option, value: String(value), least, most });
}
