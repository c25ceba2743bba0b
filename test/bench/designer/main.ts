import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ensureBrowser } from '#test/e2e/ensure-browser.ts';
import { launchBrowser } from '#test/e2e/launch-browser.ts';
import { openWeb } from '#test/e2e/open-web.ts';

/**
 * What an edit of a design of 129 layers, 128 of them of 1,000 units, costs the built workbench's main thread: the edit, style,
 * layout and paint, and the drawing of the picture in the frame after it. Processor time, so that a busy machine
 * says the same as a quiet one. Prints the 50th, 95th and 99th percentile, and what the mean is made of.
 */
const count = 120;
const parts = ['TaskDuration', 'ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'] as const;
const store = await mkdtemp(path.join(tmpdir(), 'layerbench-designer-'));
const browser = await launchBrowser(ensureBrowser());
const opened = await openWeb(browser, path.join(store, 'store.sqlite'), { width: 1920, height: 1080 });
try {
  await build(opened.page);
  process.stdout.write(`${await opened.page.getByText(/^L = \d+$/).innerText()}\n`);
  const metrics = await openMetrics(opened.page);
  for (const edit of ['nothing', 'units', 'activation', 'batch', 'selection'] as const) {
    const costs: Cost[] = [];
    for (let step = 0; step < count; step += 1) {
      const before = await metrics();
      await opened.page.evaluate(editOnce, { edit, step });
      const after = await metrics();
      costs.push(subtract(after, before));
    }
    process.stdout.write(`${edit.padEnd(12)}${describe(costs)}\n`);
  }
} finally {
  await opened.close();
  await browser.close();
  await rm(store, { recursive: true, force: true });
}

async function build(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train this network' }).waitFor();
  const duplicate = async () => {
    await page.getByRole('button', { name: 'Duplicate', exact: true }).click();
    await page.getByRole('button', { name: 'Clear choice' }).click();
  };
  for (let hidden = 2; hidden < 128; hidden *= 2) {
    await page.getByRole('checkbox', { name: 'Choose every layer' }).check();
    await duplicate();
  }
  await page.getByRole('checkbox', { name: 'Choose every layer' }).check();
  const last = page.getByRole('button', { name: 'Layer 129: 1 sigmoid' });
  await last.click();
  await page.getByRole('checkbox', { name: 'Choose layer 129' }).click();
  await page.getByRole('spinbutton', { name: 'Units of layer 128' }).fill('1000');
  await page.getByRole('button', { name: 'Clear choice' }).click();
}

interface Cost {
  TaskDuration: number;
  ScriptDuration: number;
  LayoutDuration: number;
  RecalcStyleDuration: number;
}

async function openMetrics(page: Page): Promise<() => Promise<Cost>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const read = (name: string) => 1000 * (metrics.find((metric) => metric.name === name)?.value ?? 0);
    return Object.fromEntries(parts.map((name) => [name, read(name)])) as unknown as Cost;
  };
}

function subtract(after: Cost, before: Cost): Cost {
  return Object.fromEntries(parts.map((name) => [name, after[name] - before[name]])) as unknown as Cost;
}

/** Runs in the page; resolves when the frame after the edit has been painted. */
async function editOnce({
  edit,
  step,
}: {
  edit: 'nothing' | 'units' | 'activation' | 'batch' | 'selection';
  step: number;
}): Promise<void> {
  const find = <T extends Element>(selector: string, kind: new () => T): T => {
    const found = [...document.querySelectorAll(selector)].at(-3);
    if (found instanceof kind) return found;
    throw new Error(`nothing is ${selector}`);
  };
  const edits = {
    nothing() {},
    units(step: number) {
      const input = find('[role=group] input[aria-label^="Units of layer"]', HTMLInputElement);
      input.value = String(900 + (step % 100));
      input.dispatchEvent(new Event('input', { bubbles: true }));
    },
    activation(step: number) {
      const select = find('select[aria-label^="Activation of layer"]', HTMLSelectElement);
      select.value = step % 2 === 0 ? 'relu' : 'tanh';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    },
    batch(step: number) {
      const slider = document.querySelector<HTMLInputElement>('input[type=range][aria-label="Batch size m"]');
      if (slider === null) throw new Error('there is no slider of m');
      slider.value = String(step % 30);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    },
    selection(step: number) {
      document.querySelector<HTMLElement>(`[data-column="${(step % 129) + 1}"]`)?.click();
    },
  };
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  edits[edit](step);
  await frame();
  await frame();
}

function describe(costs: readonly Cost[]): string {
  // The first edits compile what they run.
  const measured = costs.slice(20);
  const sorted = measured.map(({ TaskDuration }) => TaskDuration).sort((a, b) => a - b);
  const at = (share: number) => `${(sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1)} ms`;
  const mean = (name: keyof Cost) =>
    (measured.reduce((sum, cost) => sum + cost[name], 0) / measured.length).toFixed(1);
  const made = `script ${mean('ScriptDuration')}, layout ${mean('LayoutDuration')}, style ${mean('RecalcStyleDuration')}`;
  return `50 %: ${at(0.5)}   95 %: ${at(0.95)}   99 %: ${at(0.99)}   (mean of ${made})`;
}
