import type { Backup, CareProgress, CareReport, StoreStatus } from '#shared/contract/care.ts';
import type { Client } from '../client/client.ts';
import { formatBytes, formatCount } from '../i18n/number.ts';
import { m } from '../i18n/paraglide/messages.js';
import type { Notices } from './notices.ts';

/** What a person sees of the store's file and does for it. */
export class StoreCareState {
  readonly #client: Client;
  readonly #notices: Notices;
  #open = $state(false);
  #status = $state.raw<StoreStatus | null>(null);
  #progress = $state.raw<CareProgress | null>(null);
  #report = $state.raw<CareReport | null>(null);
  #backingUp = $state(false);
  #restoring = $state(false);
  #checking: AbortController | null = null;

  constructor(client: Client, notices: Notices) {
    this.#client = client;
    this.#notices = notices;
  }

  /** True while the dialog is shown. Opening reads the state of the file; closing ends a check. */
  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    this.#open = open;
    if (open) void this.#refresh();
    else this.cancelCheck();
  }

  /** Null until it has been read. */
  get status(): StoreStatus | null {
    return this.#status;
  }

  /** How far the check is; null while none is under way. */
  get progress(): CareProgress | null {
    return this.#progress;
  }

  /** What the last check has found. */
  get report(): CareReport | null {
    return this.#report;
  }

  get backingUp(): boolean {
    return this.#backingUp;
  }

  get restoring(): boolean {
    return this.#restoring;
  }

  async backUp(): Promise<void> {
    this.#backingUp = true;
    await this.#notices.guard(async () => {
      const { backup, damages } = await this.#client.care.backUp();
      const { name, bytes } = backup;
      if (damages === 0)
        this.#notices.done(
          m.store_backup_done({ name }),
          m.store_backup_done_detail({ size: formatBytes(bytes) }),
        );
      else this.#notices.warn(m.store_backup_damaged({ name, count: formatCount(damages) }));
    });
    this.#backingUp = false;
    await this.#refresh();
  }

  async check(): Promise<void> {
    const stop = new AbortController();
    this.#checking = stop;
    this.#report = null;
    this.#progress = { done: 0, total: 1 };
    await this.#notices.guard(async () => {
      try {
        for await (const event of await this.#client.care.check(undefined, { signal: stop.signal }))
          if (event.type === 'done') this.#report = event.report;
          else this.#progress = event;
      } catch (error) {
        if (!stop.signal.aborted) throw error;
      }
    });
    if (this.#checking !== stop) return;
    this.#checking = null;
    this.#progress = null;
  }

  cancelCheck(): void {
    this.#checking?.abort();
    this.#checking = null;
    this.#progress = null;
  }

  async reveal(): Promise<void> {
    await this.#notices.guard(() => this.#client.care.reveal());
  }

  /** Goes back to a backup; the page then begins anew on it. */
  async restore(backup: Backup): Promise<void> {
    this.#restoring = true;
    await this.#notices.guard(async () => {
      await this.#client.care.restore({ backup: backup.name });
      location.reload();
    });
    this.#restoring = false;
  }

  async #refresh(): Promise<void> {
    await this.#notices.guard(async () => {
      this.#status = await this.#client.care.status();
    });
  }
}
