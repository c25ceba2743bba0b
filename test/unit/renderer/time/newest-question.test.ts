import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NewestQuestion } from '#renderer/views/time/newest-question.ts';

/** Questions whose answers come when the test gives them. */
function open() {
  const asked: { question: number; signal: AbortSignal; answer: PromiseWithResolvers<string> }[] = [];
  const heard: string[] = [];
  const questions = new NewestQuestion<number, string>({
    ask(question, signal) {
      const answer = Promise.withResolvers<string>();
      signal.addEventListener('abort', () => answer.reject(signal.reason));
      asked.push({ question, signal, answer });
      return answer.promise;
    },
    onAnswer: (question, answer) => heard.push(`${question} ${answer}`),
    onRefused: (question, error) => heard.push(`${question} refused ${String(error)}`),
  });
  return { questions, asked, heard, put: () => asked.map(({ question }) => question) };
}

describe('the newest question', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const settle = () => vi.advanceTimersByTimeAsync(0);

  it('is asked at once, and of those that come meanwhile only the last is asked next', async () => {
    const { questions, asked, heard, put } = open();
    for (const step of [1, 2, 3]) questions.ask(step);
    expect(put()).toEqual([1]);
    asked[0]?.answer.resolve('one');
    await settle();
    expect(put()).toEqual([1, 3]);
    asked[1]?.answer.resolve('three');
    await settle();
    expect(heard).toEqual(['1 one', '3 three']);
  });

  it('takes the place of one that is outdated for long, which is aborted and never heard of', async () => {
    const { questions, asked, heard, put } = open();
    questions.ask(1);
    questions.ask(2);
    await vi.advanceTimersByTimeAsync(250);
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(put()).toEqual([1, 2]);
    asked[1]?.answer.resolve('two');
    await settle();
    expect(heard).toEqual(['2 two']);
  });

  it('is never aborted while it is the newest, however long it takes', async () => {
    const { questions, asked } = open();
    questions.ask(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked[0]?.signal.aborted).toBe(false);
  });

  it('says why it was refused, but not why an outdated one was', async () => {
    const { questions, asked, heard } = open();
    questions.ask(1);
    questions.ask(2);
    asked[0]?.answer.reject('old');
    await settle();
    asked[1]?.answer.reject('new');
    await settle();
    expect(heard).toEqual(['2 refused new']);
  });

  it('is let go, with what waits, when it is cancelled; the next one is asked at once', async () => {
    const { questions, asked, heard, put } = open();
    questions.ask(1);
    questions.ask(2);
    questions.cancel();
    questions.ask(3);
    await settle();
    expect(put()).toEqual([1, 3]);
    expect(asked[0]?.signal.aborted).toBe(true);
    asked[1]?.answer.resolve('three');
    await settle();
    expect(heard).toEqual(['3 three']);
  });
});
