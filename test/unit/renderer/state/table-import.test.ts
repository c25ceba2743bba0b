import { describe, expect, it, vi } from 'vitest';
import type { CsvChoices, ImportEvent, Outlook, TablePreview } from '#shared/contract/imports.ts';
import type { Preparation } from '#shared/contract/preparation.ts';
import { problem } from '#shared/problem.ts';
import type { Client } from '#renderer/client/client.ts';
import { targetOf, withRole } from '#renderer/shell/import/column-roles.ts';
import type { Bench } from '#renderer/state/bench.svelte.ts';
import type { Datasets } from '#renderer/state/datasets.svelte.ts';
import type { Notices } from '#renderer/state/notices.ts';
import { TableImport } from '#renderer/state/table-import.svelte.ts';

const column = (name: string) => ({
  name,
  type: 'number' as const,
  shape: [],
  missing: 0,
  words: null,
  unread: null,
});
const preview: TablePreview = {
  fileName: 't.csv',
  format: 'CSV',
  rows: 3,
  columns: [column('a'), column('b'), column('y')],
  first: [],
  dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', decimal: '.', header: true },
  preparation: {},
};
const outlook: Outlook = { task: 'regression', target: 'y', examples: 3, inputs: 2, outputs: 1, classes: [] };

/** An import over a client that answers from memory. */
function open(change: { read?: () => AsyncGenerator<ImportEvent>; foresee?: () => Promise<Outlook> } = {}) {
  const calls: unknown[] = [];
  const told: string[] = [];
  async function* readWhole(): AsyncGenerator<ImportEvent> {
    yield { type: 'progress', share: 0.5, bytesPerSecond: 1000 };
    yield await Promise.resolve({ type: 'done' as const, preview });
  }
  const client = {
    bundles: {
      announce: () => Promise.resolve({ transfer: 'id' }),
      send: () => Promise.resolve(),
      discard: () => Promise.resolve(),
    },
    imports: {
      read: (input: { choices?: CsvChoices }) => {
        calls.push(['read', input.choices]);
        return Promise.resolve((change.read ?? readWhole)());
      },
      foresee: ({ preparation }: { preparation: Preparation }) => {
        calls.push(['foresee', preparation]);
        return (change.foresee ?? (() => Promise.resolve(outlook)))();
      },
      keep: ({ preparation }: { preparation: Preparation }) => {
        calls.push(['keep', preparation]);
        return Promise.resolve({
          source: 'dataset:1',
          name: 't',
          missing: [],
          examples: 3,
          task: { inputs: 2 },
          target: 'y',
        });
      },
      discard: () => Promise.resolve(void calls.push(['discard'])),
    },
  } as unknown as Client;
  const notices = {
    problem: (error: Error) => told.push(error.message),
    done: (text: string) => told.push(text),
  } as unknown as Notices;
  const bench = { setData: (source: string) => Promise.resolve(void calls.push(['bench', source])) };
  const datasets = { add: () => calls.push(['add']) };
  const table = new TableImport(client, datasets as unknown as Datasets, bench as unknown as Bench, notices);
  return { table, calls, told };
}

const file = () => new File(['a,b,y\n1,2,3\n'], 't.csv');
const foreseen = (table: TableImport) => vi.waitFor(() => expect(table.outlook).not.toBeNull());

describe('an import', () => {
  it('shows the table and what it would become, and keeps it when the person says so', async () => {
    const { table, calls } = open();
    await table.take(file());
    expect([table.stage, table.preview]).toEqual(['shown', preview]);
    await foreseen(table);
    table.prepare({ out: ['a'] });
    await foreseen(table);
    await table.keep();
    expect(calls).toEqual([
      ['read', {}],
      ['foresee', {}],
      ['foresee', { out: ['a'] }],
      ['keep', { out: ['a'] }],
      ['add'],
      ['bench', 'dataset:1'],
    ]);
    expect(table.fileName).toBeNull();
  });

  it('is read again with everything that was said so far, and what was prepared stays', async () => {
    const { table, calls } = open();
    await table.take(file());
    table.prepare({ scaling: 'none' });
    await table.readAs({ decimal: ',' });
    await table.readAs({ types: { a: 'category' } });
    expect(calls.filter((call) => Array.isArray(call) && call[0] === 'read')).toEqual([
      ['read', {}],
      ['read', { decimal: ',' }],
      ['read', { decimal: ',', types: { a: 'category' } }],
    ]);
    expect(table.preparation).toEqual({ scaling: 'none' });
  });

  it('says why nothing could be kept, and keeps nothing then', async () => {
    const refusal = problem('csv.textInNumber', { file: 't.csv', line: 2, column: 'a', value: 'x' });
    const { table, calls } = open({ foresee: () => Promise.reject(refusal) });
    await table.take(file());
    await vi.waitFor(() => expect(table.refusal).toContain('t.csv, line 2'));
    await table.keep();
    expect(calls).not.toContainEqual(['keep', {}]);
  });

  it('that cannot be read is closed, let go, and the reason told', async () => {
    const refusal = problem('csv.empty', { file: 't.csv' });
    const { table, calls, told } = open({
      // eslint-disable-next-line require-yield
      async *read(): AsyncGenerator<ImportEvent> {
        await Promise.resolve();
        throw refusal;
      },
    });
    await table.take(file());
    expect(table.fileName).toBeNull();
    expect(calls).toContainEqual(['discard']);
    expect(told).toEqual([refusal.message]);
  });

  it('of an empty file is refused before anything is sent', async () => {
    const { table, calls, told } = open();
    await table.take(new File([], 'empty.csv'));
    expect([table.fileName, calls]).toEqual([null, []]);
    expect(told).toEqual([problem('csv.empty', { file: 'empty.csv' }).message]);
  });

  it('that is cancelled is let go, and another one can begin', async () => {
    const { table, calls } = open();
    await table.take(file());
    table.cancel();
    expect([table.fileName, calls.at(-1)]).toEqual([null, ['discard']]);
    await table.take(file());
    expect(table.stage).toBe('shown');
  });
});

describe('the role of a column', () => {
  it('is given from one column to another, and a table always has a target', () => {
    expect(targetOf(preview, {})).toBe('y');
    const chosen = withRole({ out: ['a'], task: 'binary', classes: ['0', '1'] }, 'a', 'target', 'y');
    expect(chosen).toEqual({ out: [], target: 'a' });
    expect(withRole({}, 'b', 'out', 'y')).toEqual({ out: ['b'] });
    expect(withRole({ out: ['b'] }, 'b', 'input', 'y')).toEqual({ out: [] });
    expect(withRole({}, 'y', 'out', 'y')).toEqual({});
  });
});
