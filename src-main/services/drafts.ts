import type { Draft } from '#shared/contract/draft.ts';
import type { StoreClient } from '../store/api.ts';

/** What is on the bench, kept between starts. */
export class DraftService {
  readonly #store: StoreClient;

  constructor(store: StoreClient) {
    this.#store = store;
  }

  read(): Promise<Draft | null> {
    return this.#store.readDraft();
  }

  write(draft: Draft): Promise<void> {
    return this.#store.writeDraft(draft);
  }
}
