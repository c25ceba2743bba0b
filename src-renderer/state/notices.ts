import { toast } from 'svelte-sonner';
import { problemText } from '../i18n/problem-text.ts';

/** Short notices in the corner of the window. */
export class Notices {
  /** Says what went wrong, in the language of the window; stays long enough to be read. */
  problem(error: unknown): void {
    this.warn(problemText(error));
  }

  /** A refusal that needs no error: what is not accepted, and what is. */
  warn(text: string): void {
    // The same sentence again takes the place of the first.
    toast.error(text, { id: text, duration: 10_000 });
  }

  /**
   * @param action what one may want to do about it; such a notice stays longer
   * @returns a function that takes the notice away
   */
  done(text: string, detail?: string, action?: { label: string; act: () => void }): () => void {
    const id = toast.success(text, {
      ...(detail === undefined ? {} : { description: detail }),
      ...(action === undefined
        ? {}
        : { duration: 12_000, action: { label: action.label, onClick: action.act } }),
    });
    return () => toast.dismiss(id);
  }

  /** Says that something is under way. @returns a function that takes the notice away */
  working(text: string): () => void {
    const id = toast.loading(text);
    return () => toast.dismiss(id);
  }

  /** Runs a piece of work and says what went wrong, if anything did. */
  async guard<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.problem(error);
      return undefined;
    }
  }
}
