import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeWhole, type Sink } from '#main/formats/whole-file.ts';
import { makeFolder } from '../services/test-app.ts';

const hello = (sink: Sink) => sink(Buffer.from('hello'));
const program = path.join(import.meta.dirname, 'write-until-killed.ts');

describe('a file that is written whole', () => {
  it('has its name only once every byte is on the disk, and takes the place of the one before', async () => {
    const file = path.join(makeFolder(), 'a.layerbench');
    writeFileSync(file, 'before');
    const bytes = await writeWhole(file, async (sink) => {
      await sink(Buffer.from('hel'));
      expect(readFileSync(file, 'utf8')).toBe('before');
      await sink(Buffer.from('lo'));
    });
    expect(bytes).toBe(5);
    expect(readFileSync(file, 'utf8')).toBe('hello');
    expect(readdirSync(path.dirname(file))).toEqual(['a.layerbench']);
  });

  it('leaves nothing when its writing fails, and what was there as it was', async () => {
    const file = path.join(makeFolder(), 'a.layerbench');
    writeFileSync(file, 'before');
    const failing = writeWhole(file, async (sink) => {
      await sink(Buffer.from('half'));
      throw new Error('the store is damaged');
    });
    await expect(failing).rejects.toThrow('the store is damaged');
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(readdirSync(path.dirname(file))).toEqual(['a.layerbench']);
  });

  it('that cannot be written is named, with the reason', async () => {
    const folder = makeFolder();
    await expect(writeWhole(path.join(folder, 'no', 'a.layerbench'), hello)).rejects.toThrow(
      'its folder does not exist',
    );
    await expect(writeWhole(folder, hello)).rejects.toThrow('it is not a plain file');
  });

  it.skipIf(process.platform === 'win32')('goes where a link leads, and the link stays', async () => {
    const folder = makeFolder();
    const [file, link] = [path.join(folder, 'a'), path.join(folder, 'link')];
    writeFileSync(file, 'before');
    symlinkSync(file, link);
    await writeWhole(link, hello);
    expect(readFileSync(file, 'utf8')).toBe('hello');
  });
});

describe('a process that is killed while it writes', () => {
  it('leaves no file of that name but a part that names it, and the next one clears it away', async () => {
    const file = path.join(makeFolder(), 'a.layerbench');
    const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    const part = `a.layerbench.${child.pid}.part`;
    expect(readdirSync(path.dirname(file))).toEqual([part]);
    await writeWhole(file, hello);
    // Just written, it might be of a process on another machine.
    expect(readdirSync(path.dirname(file)).sort()).toEqual(['a.layerbench', part]);
    const longAgo = new Date(Date.now() - 120_000);
    utimesSync(path.join(path.dirname(file), part), longAgo, longAgo);
    await writeWhole(file, hello);
    expect(readdirSync(path.dirname(file))).toEqual(['a.layerbench']);
    expect(existsSync(file)).toBe(true);
  });
});
