/** How long an outdated question may still be answered, in milliseconds: a picture on the way is better than none. */
const patience = 200;

export interface QuestionParts<Question, Answer> {
  ask: (question: Question, signal: AbortSignal) => Promise<Answer>;
  /** Also told the answer to a question that is outdated but came in time. */
  onAnswer: (question: Question, answer: Answer) => void;
  /** Told only of the newest question. */
  onRefused: (question: Question, error: unknown) => void;
}

/**
 * Asks one question at a time, at once where none is on its way. What is asked meanwhile waits, and only the newest of
 * it is asked next; a question that is outdated for a while is aborted.
 */
export class NewestQuestion<Question, Answer> {
  readonly #parts: QuestionParts<Question, Answer>;
  #asked: AbortController | null = null;
  #waiting: { question: Question } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: QuestionParts<Question, Answer>) {
    this.#parts = parts;
  }

  ask(question: Question): void {
    if (this.#asked === null) {
      void this.#put(question);
      return;
    }
    this.#waiting = { question };
    this.#timer ??= setTimeout(() => this.#asked?.abort(), patience);
  }

  /** Forgets everything that is on its way or waits. */
  cancel(): void {
    this.#waiting = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#asked?.abort();
    this.#asked = null;
  }

  async #put(question: Question): Promise<void> {
    const asked = new AbortController();
    this.#asked = asked;
    const { ask, onAnswer, onRefused } = this.#parts;
    try {
      const answer = await ask(question, asked.signal);
      if (!asked.signal.aborted) onAnswer(question, answer);
    } catch (error) {
      if (!asked.signal.aborted && this.#waiting === null) onRefused(question, error);
    }
    if (this.#asked !== asked) return;
    this.#asked = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const next = this.#waiting;
    this.#waiting = null;
    if (next !== null) void this.#put(next.question);
  }
}
