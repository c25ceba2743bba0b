import { problemText } from '../i18n/problem-text.ts';

/** What a service has answered of late. */
export interface Answer<T> {
  /** Of the newest question that was answered; null before, and as soon as the subject is another. */
  readonly value: T | null;
  /** Why the newest question was refused, in one sentence. */
  readonly problem: string | null;
  readonly waiting: boolean;
}

/**
 * Asks again whenever what the question reads has changed, while a component is. The last answer stays until the next
 * one is there, unless it was about another subject.
 */
export function answerOf<T>(subject: () => string, ask: () => Promise<T>): Answer<T> {
  let value = $state.raw<T | null>(null);
  let refused = $state.raw<{ error: unknown } | null>(null);
  let waiting = $state(true);
  let about = '';

  $effect(() => {
    const next = subject();
    if (next !== about) value = null;
    about = next;
    refused = null;
    waiting = true;
    let outdated = false;
    ask().then(
      (answer) => {
        if (outdated) return;
        value = answer;
        waiting = false;
      },
      (error: unknown) => {
        if (outdated) return;
        value = null;
        refused = { error };
        waiting = false;
      },
    );
    return () => (outdated = true);
  });

  return {
    get value() {
      return value;
    },
    get problem() {
      return refused === null ? null : problemText(refused.error);
    },
    get waiting() {
      return waiting;
    },
  };
}
