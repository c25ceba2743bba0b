import { expect, it } from 'vitest';
import { failureText } from '#renderer/views/shared/failure-text.ts';
import { aRun } from '../runs/a-run.ts';

const message = 'no such ink';

it.each([
  [{ kind: 'threw', message } as const, 'Cause: no such ink'],
  [{ message }, 'Cause: no such ink'],
  [{ kind: 'memory', message, layer: 1 } as const, /Layer 1 takes the most: W1 is \(8, 2\)/],
  [{ kind: 'memory', message, layer: 2 } as const, /W2 is \(1, 8\)/],
  [
    { kind: 'trap', message, layer: 2, pass: 'backward', step: 1200 } as const,
    'The engine stopped in layer 2 at step 1,200, on the way back. What was recorded before is kept.',
  ],
  [{ kind: 'ended', message } as const, /ended from outside/],
])('the failure %o is said as %s', (failure, text) => {
  expect(failureText(aRun(), failure)).toMatch(text);
});
