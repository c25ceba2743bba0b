import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createSampleRun } from '../../unit/store/samples.ts';
import { makeStorePath, openTestStore } from '../../unit/store/temporary-folder.ts';

const writer = fileURLToPath(new URL('append-until-killed.ts', import.meta.url));

/** Kills the writer with no chance to tidy up once it has acknowledged some rows; returns the last one it said. */
async function appendAndKill(file: string, run: string, acknowledgements: number): Promise<number> {
  const child = spawn(process.execPath, [writer, file, run], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > acknowledgements) child.kill('SIGKILL');
  });
  await once(child, 'close');
  const whole = said.slice(0, said.lastIndexOf('\n'));
  return Number(whole.split('\n').at(-1));
}

test('every row that was acknowledged is there after the process is killed, five times over', async () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  const { id } = createSampleRun(store);
  store.openSeries(id, 'step', ['train.loss']);
  for (const acknowledgements of [1, 9, 28, 40, 60]) {
    const acknowledged = await appendAndKill(file, id, acknowledgements);
    const { steps, values } = store.readSeries(id, 'train.loss');
    const [step, value] = [[...steps], [...values]];
    expect(acknowledged).toBeGreaterThan(0);
    expect(step.at(-1)).toBeGreaterThanOrEqual(acknowledged);
    expect(step).toEqual(Array.from({ length: step.length }, (_, i) => i));
    expect(value).toEqual(step.map((s) => s / 2));
    expect(step.length % 37).toBe(0);
    expect(store.inspect().check).toBe('ok');
  }
}, 60_000);
