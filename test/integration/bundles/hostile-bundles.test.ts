import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { writeZip } from '#main/formats/zip-writer.ts';
import { isProblem } from '#shared/problem.ts';
import type { App } from '#main/app.ts';
import { makeTestFolder } from '../cli/test-folder.ts';
import { makeStart } from '../services/test-app.ts';
import { openApp } from './open-app.ts';
import { dumpStore, pack, toBytes, unpack, withJson, writeTemporary, type Entry } from './bundle-files.ts';

/** A bundle of one run with data and checkpoints, and a store that holds another run. */
let bundle: Buffer;
let entries: Entry[];
let app: App;
let storeFile: string;
let before: string;

beforeAll(async () => {
  const folder = makeTestFolder();
  storeFile = path.join(folder, 'store.sqlite');
  const from = await openApp(path.join(folder, 'from.sqlite'));
  const run = await from.services.runs.start(makeStart({ epochs: 4 }));
  await from.services.runs.ended(run.id);
  const file = path.join(folder, 'sound.layerbench');
  await from.services.bundles.export.toFile(file, { runs: [run.id], data: true, checkpoints: true });
  bundle = readFileSync(file);
  entries = unpack(bundle);
  app = await openApp(storeFile);
  const other = await app.services.runs.start(makeStart({ epochs: 2 }));
  await app.services.runs.ended(other.id);
  before = dumpStore(storeFile);
});

/** The sentence by which a bundle is refused, looked at and kept; the store must be as it was. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const file = writeTemporary(bytes);
  const sentences = new Set<string>();
  for (const call of ['look', 'keep'] as const)
    try {
      await app.services.bundles.import[call](file, 'a.layerbench');
      throw new Error(`${call} refused nothing`);
    } catch (error) {
      if (!isProblem(error)) throw error;
      sentences.add(error.message);
    }
  expect(dumpStore(storeFile)).toBe(before);
  const [sentence = '', ...others] = sentences;
  expect(others).toEqual([]);
  expect(sentence).toMatch(/^a\.layerbench[:,] .+\.$/);
  return sentence;
}

it('a sound bundle is accepted, and so is one put together again from its parts', async () => {
  const { import: importer } = app.services.bundles;
  for (const bytes of [bundle, pack(entries)])
    expect((await importer.look(writeTemporary(bytes), 'a.layerbench')).runs).toHaveLength(1);
  expect(dumpStore(storeFile)).toBe(before);
});

describe('damage', () => {
  it('a file cut at any place is refused', async () => {
    const cuts = fc.sample(fc.integer({ min: 0, max: bundle.length - 1 }), { seed: 11, numRuns: 50 });
    for (const length of [0, 3, 4, ...cuts])
      expect(await refusal(bundle.subarray(0, length))).toMatch(
        length < 4 ? /this is not a Layerbench bundle/ : /ends too early/,
      );
  });

  it('any changed byte, wherever it is, is refused', async () => {
    const changes = fc.sample(
      fc.tuple(fc.integer({ min: 0, max: bundle.length - 1 }), fc.integer({ min: 1, max: 255 })),
      { seed: 12, numRuns: 300 },
    );
    for (const [at, flip] of changes) {
      const changed = Buffer.from(bundle);
      changed[at] = (changed[at] ?? 0) ^ flip;
      await refusal(changed);
    }
  }, 120_000);

  it('bytes before, after or between are refused', async () => {
    await refusal(Buffer.concat([bundle, Buffer.from('x')]));
    expect(await refusal(Buffer.concat([Buffer.from('PK\u0003\u0004'), bundle]))).toMatch(/bundle/);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('a,b\n1,2\n'.repeat(20))],
    ['zeros', Buffer.alloc(100_000)],
  ])('%s is no bundle', async (_, bytes) => {
    expect(await refusal(bytes)).toContain('this is not a Layerbench bundle');
  });

  it('another ZIP archive is no bundle', async () => {
    expect(await refusal(writeZip([{ name: 'W1.npy', bytes: Buffer.alloc(8) }]))).toContain(
      'this is not a Layerbench bundle',
    );
  });
});

describe('names', () => {
  it.each([
    '../escape.json',
    '/etc/passwd',
    'C:\\windows\\x',
    'runs/../../x',
    'runs\\a\\run.json',
    'designs/x.json',
    'runs/constructor/run.json',
    '__proto__',
    'runs/__proto__/run.json',
    'runs/ABCD/run.json',
    'bundle.json/x',
    '',
  ])('%j is refused by name', async (name) => {
    const sentence = await refusal(pack([...entries, { name, bytes: toBytes({}) }]));
    expect(sentence).toContain(`an entry is called ${JSON.stringify(name)}`);
  });

  it('one that nothing refers to is refused', async () => {
    const name = `designs/${'a'.repeat(64)}.json`;
    expect(await refusal(pack([...entries, { name, bytes: toBytes({}) }]))).toContain(name);
  });

  it('twice is refused', async () => {
    const [first] = entries;
    if (first === undefined) throw new Error('the bundle is empty');
    expect(await refusal(pack([...entries, first]))).toContain('stands there twice');
  });

  it('one that is missing is named', async () => {
    for (const { name } of entries.filter(
      (entry) => !entry.name.endsWith('.bin') || entry.name.startsWith('runs'),
    ))
      expect(
        await refusal(
          pack(
            entries.filter((entry) => entry.name !== name),
            { runs: runIds() },
          ),
        ),
      ).toContain(`${JSON.stringify(name)} is missing`);
  });
});

describe('sizes', () => {
  it('a million entries are refused at once', async () => {
    const many = writeZip(
      Array.from({ length: 20_000 }, (_, i) => ({ name: `${i}`, bytes: new Uint8Array() })),
    );
    expect(await refusal(many)).toContain('the bundle has 20000 entries; at most 16384 are accepted');
    // The 64-bit form says the number of entries in eight bytes of its own.
    const end = Buffer.alloc(56 + 20 + 22);
    end.writeUInt32LE(0x06064b50, 0);
    end.writeBigUInt64LE(44n, 4);
    end.writeBigUInt64LE(1_000_000n, 24);
    end.writeBigUInt64LE(1_000_000n, 32);
    end.writeUInt32LE(0x07064b50, 56);
    end.writeBigUInt64LE(BigInt(bundle.length), 64);
    end.writeUInt32LE(0x06054b50, 76);
    end.fill(0xff, 84, 96);
    expect(await refusal(Buffer.concat([bundle, end]))).toContain('the bundle has 1000000 entries');
  });

  it('a bomb is refused without being unpacked', async () => {
    const packed = deflateRawSync(Buffer.alloc(2 ** 26));
    const name = `datasets/${'a'.repeat(64)}.bin`;
    const bytes = Buffer.from(pack([...entries, { name, bytes: packed }]));
    const at = bytes.lastIndexOf(name) - 46;
    bytes.writeUInt16LE(8, at + 10);
    bytes.writeUInt32LE(2 ** 26, at + 24);
    expect(await refusal(bytes)).toContain(`the entry "${name}" is compressed or encrypted`);
  });

  it('a size that lies is refused', async () => {
    const bytes = Buffer.from(bundle);
    const at = bytes.lastIndexOf('series.bin') - `runs/${runIds()[0]}/`.length - 46;
    bytes.writeUInt32LE(0x7fffffff, at + 20);
    bytes.writeUInt32LE(0x7fffffff, at + 24);
    expect(await refusal(bytes)).toMatch(/ends too early/);
  });

  it('a document that is too long is refused before it is read', async () => {
    const long = entries.map((entry) =>
      entry.name.startsWith('designs/') ? { ...entry, bytes: new Uint8Array(2 ** 20 + 1) } : entry,
    );
    expect(await refusal(pack(long))).toContain('has 1048577 bytes; at most 1048576 are accepted');
  });
});

describe('what it says of itself', () => {
  it('a newer format is named, whatever else it holds', async () => {
    const newer = pack([...entries, { name: 'things/new.json', bytes: toBytes({}) }], {
      format: 'layerbench/bundle@2',
      more: [],
    });
    expect(await refusal(newer)).toContain('written by a newer Layerbench (format 2)');
    for (const format of ['layerbench/bundle', 'other@1', 7, null])
      expect(await refusal(pack(entries, { format }))).toContain('this is not a Layerbench bundle');
  });

  it('a wrong hash in the list is refused', async () => {
    const listed = entries.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: 'a'.repeat(64) }));
    expect(await refusal(pack(entries, { entries: listed }))).toContain('its SHA-256 is not the listed one');
  });

  it('a list of other entries than there are is refused', async () => {
    expect(await refusal(pack(entries, { entries: [] }))).toContain('it lists 0 entries');
    expect(await refusal(pack(entries, { runs: [] }))).toContain('no bundle has such an entry');
    expect(await refusal(pack(entries, { runs: [...runIds(), ...runIds()] }))).toContain(
      'stands there twice',
    );
    expect(await refusal(pack(entries, { runs: ['nobody'] }))).toContain('"runs/nobody/run.json" is missing');
  });

  it.each([
    ['a field more', { color: 'red' }, 'color'],
    ['a key of every object', JSON.parse('{"__proto__":{"a":1}}') as object, '__proto__'],
    ['another type', { createdAt: 'today' }, 'createdAt'],
    ['a text with terminal codes', { program: '\u001b[2J' }, 'program'],
  ])('%s in the list is refused', async (_, change, field) => {
    const list = pack(entries, change as Record<string, unknown>);
    expect(await refusal(list)).toContain(field);
  });

  it.each([
    ['no JSON', '{"run":'],
    ['a space', '{ "run": 1 }'],
    ['a key twice', '{"run":1,"run":2}'],
    ['deep lists', `${'['.repeat(40)}${']'.repeat(40)}`],
    ['bytes that are no text', Buffer.from([0x22, 0xff, 0x22])],
  ])('%s is refused', async (_, text) => {
    const changed = entries.map((entry) =>
      entry.name.endsWith('run.json') ? { ...entry, bytes: Buffer.from(text) } : entry,
    );
    expect(await refusal(pack(changed))).toMatch(/run\.json", "JSON": .+ is not accepted/);
  });
});

describe('what it says of a run', () => {
  const forged = (change: Record<string, unknown>) =>
    pack(
      withJson(entries, /run\.json$/, (facts) => ({
        ...facts,
        run: { ...(facts['run'] as object), ...change },
      })),
    );

  it.each([
    ['an active status', { status: 'training' }, 'run.status'],
    ['another id', { id: 'abcdefgh' }, 'run.id'],
    ['a step below 0', { step: -1 }, 'run.step'],
    ['a date that is none', { createdAt: 9e15 }, 'run.createdAt'],
    ['a name with terminal codes', { name: '\u001b[31mred' }, 'run.name'],
    ['a name without an end', { name: 'n'.repeat(121) }, 'run.name'],
    ['an unknown field', { code: 'alert(1)' }, 'run.code'],
    ['other layers', { L: 7 }, '"L"'],
    ['other parameters', { parameters: 7 }, '"parameters"'],
    ['another engine', { engine: 'other@1' }, 'its manifest does not have the recorded SHA-256'],
    ['other parameters at its end', { weightsSha256: 'a'.repeat(64) }, 'not that of the parameters'],
    ['another design', { designHash: 'a'.repeat(64) }, `designs/${'a'.repeat(64)}.json" is missing`],
    ['another task', { task: { kind: 'regression', inputs: 2, outputs: 1 } }, 'designs/'],
  ])('%s is refused', async (_, change, expected) => {
    expect(await refusal(forged(change))).toContain(expected);
  });

  it('a design or recipe that is not what its name says is refused', async () => {
    for (const folder of ['designs', 'recipes']) {
      const changed = withJson(entries, new RegExp(`^${folder}/`), (value) => ({ ...value, name: 'other' }));
      expect(await refusal(pack(changed))).toContain('its SHA-256 is not its name');
    }
  });

  it('steps that fall, and rows that are missing, are refused', async () => {
    const swapped = entries.map(({ name, bytes }) => {
      if (!name.endsWith('series.bin')) return { name, bytes };
      const steps = Buffer.from(bytes);
      steps.writeInt32LE(-1, 0);
      return { name, bytes: steps };
    });
    expect(await refusal(pack(swapped))).toContain('rising steps are accepted');
    const short = entries.map((entry) =>
      entry.name.endsWith('series.bin') ? { ...entry, bytes: entry.bytes.subarray(4) } : entry,
    );
    expect(await refusal(pack(short))).toMatch(/"bytes": .+ are accepted/);
  });

  it('a parameter of a checkpoint that was changed is refused', async () => {
    const changed = entries.map(({ name, bytes }) => {
      if (!name.includes('-end.bin')) return { name, bytes };
      const tensors = Buffer.from(bytes);
      tensors.writeFloatLE(7, 0);
      return { name, bytes: tensors };
    });
    expect(await refusal(pack(changed))).toContain('its tensors do not have the recorded SHA-256');
  });

  it('an example that was changed is refused, and so is a class that there is not', async () => {
    const change = (write: (values: Buffer) => unknown) =>
      entries.map(({ name, bytes }) => {
        if (!/^datasets\/.+\.bin$/.test(name)) return { name, bytes };
        const values = Buffer.from(bytes);
        write(values);
        return { name, bytes: values };
      });
    expect(await refusal(pack(change((values) => values.writeFloatLE(7, 0))))).toContain(
      'SHA-256 is not its name',
    );
    expect(await refusal(pack(change((values) => values.writeFloatLE(1e9, values.length - 4))))).toContain(
      '"Y"',
    );
    expect(await refusal(pack(change((values) => values.writeFloatLE(Infinity, 0))))).toContain('"X"');
  });
});

describe('the file', () => {
  it('that is not there, or is a folder, is named', async () => {
    const { import: importer } = app.services.bundles;
    await expect(importer.look('/nowhere/a.layerbench', 'a.layerbench')).rejects.toThrow(
      'a.layerbench: there is no such file.',
    );
    await expect(importer.look(path.dirname(storeFile), 'folder')).rejects.toThrow(
      'folder: the file cannot be read (it is not a plain file).',
    );
  });

  it('that is huge takes no more memory than one entry of it', async () => {
    const large = pack([
      ...entries,
      { name: `datasets/${'b'.repeat(64)}.bin`, bytes: Buffer.alloc(2 ** 28) },
    ]);
    const file = writeTemporary(large);
    const start = process.memoryUsage().arrayBuffers;
    let most = 0;
    const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers)), 5);
    onTestFinished(() => clearInterval(timer));
    await expect(app.services.bundles.import.look(file, 'a.layerbench')).rejects.toThrow(
      /no bundle has such/,
    );
    expect(most - start).toBeLessThan(2 ** 26);
  });
});

function runIds(): string[] {
  return entries.flatMap(({ name }) => /^runs\/([^/]+)\/run\.json$/.exec(name)?.[1] ?? []);
}
