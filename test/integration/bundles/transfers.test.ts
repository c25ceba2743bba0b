import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { transferPiece } from '#shared/contract/bundles.ts';
import { Transfers } from '#main/services/transfers.ts';
import { makeFolder, makeStart, openTestApp } from '../services/test-app.ts';

const open = () => {
  const folder = path.join(makeFolder(), 'transfers');
  return { folder, transfers: new Transfers(folder) };
};

describe('a file that is sent in pieces', () => {
  it('is whole when its last piece has come, and goes with its transfer', async () => {
    const { folder, transfers } = open();
    const { id, file } = await transfers.make('a.layerbench', 5);
    await transfers.send(id, 0, Buffer.from('hel'));
    await transfers.send(id, 3, Buffer.from('lo'));
    expect(readFileSync(file, 'utf8')).toBe('hello');
    await transfers.discard(id);
    await transfers.discard(id);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes no piece out of order, and none beyond its size', async () => {
    const { transfers } = open();
    const { id } = await transfers.make('a.layerbench', 5);
    await expect(transfers.send(id, 1, Buffer.from('x'))).rejects.toThrow('does not follow 0 of 5 bytes');
    await expect(transfers.send(id, 0, Buffer.from('hello!'))).rejects.toThrow('does not follow');
    await transfers.close();
    await expect(transfers.send(id, 0, Buffer.from('x'))).rejects.toThrow('no longer waiting');
  });

  it('makes room for newer ones: four wait at most', async () => {
    const { folder, transfers } = open();
    const made: string[] = [];
    for (let n = 0; n < 5; n++) {
      const transfer = await transfers.make(`${n}`, 1);
      await transfers.send(transfer.id, 0, Buffer.from('x'));
      made.push(transfer.id);
    }
    expect(() => transfers.find(made[0] ?? '')).toThrow('no longer waiting');
    await transfers.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});

it('a file of the person stays where it is when its transfer ends', async () => {
  const { transfers } = open();
  const file = path.join(makeFolder(), 'mine.layerbench');
  writeFileSync(file, 'mine');
  const { id } = transfers.offer(file);
  expect(transfers.offered).toMatchObject([{ id, fileName: 'mine.layerbench' }]);
  await expect(transfers.send(id, 0, Buffer.from('x'))).rejects.toThrow('does not follow');
  await transfers.close();
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

it('what a killed process left behind is gone at the next start; other files stay', async () => {
  const { folder, transfers } = open();
  mkdirSync(folder);
  const uuid = '123e4567-e89b-42d3-a456-426614174000';
  // No process has this number: the largest that a system gives is smaller.
  writeFileSync(path.join(folder, `4194305-${uuid}.part`), 'x');
  writeFileSync(path.join(folder, `${process.pid}-${uuid}.part`), 'x');
  writeFileSync(path.join(folder, 'notes.txt'), 'x');
  await transfers.sweep();
  expect(readdirSync(folder).sort()).toEqual([`${process.pid}-${uuid}.part`, 'notes.txt'].sort());
});

describe('over the contract', () => {
  it('a bundle goes to a page and comes back, and nothing of it is left', async () => {
    const [from, to] = [await openTestApp(), await openTestApp()];
    const run = await from.services.runs.start(makeStart({ epochs: 2 }));
    await from.services.runs.ended(run.id);
    const { page: sender } = from.services.bundles;
    const { page: receiver } = to.services.bundles;
    const written = await sender.write({ runs: [run.id], data: true, checkpoints: true });
    const { transfer } = await receiver.announce({ fileName: written.fileName, bytes: written.bytes });
    for (let at = 0; ;) {
      const { piece } = await sender.receive({ transfer: written.transfer, at });
      if (piece === '') break;
      await receiver.send({ transfer, at, piece });
      at += Math.min(transferPiece, written.bytes - at);
    }
    expect(await receiver.look(transfer)).toMatchObject({ runs: [{ run: run.id, fate: 'new' }] });
    expect(await receiver.keep(transfer)).toMatchObject({ imported: [{ run: run.id }] });
    await expect(receiver.look(transfer)).rejects.toThrow('no longer waiting');
    const folder = path.join(path.dirname(to.services.environment.storeFile), 'layerbench-transfers');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a bundle that the host was handed is offered, with an event', async () => {
    const { services } = await openTestApp();
    const file = path.join(makeFolder(), 'mine.layerbench');
    writeFileSync(file, 'no bundle');
    const events = services.live.watch();
    const next = events.next();
    services.bundles.page.offer(file);
    expect((await next).value).toEqual({ type: 'bundleOffered' });
    await events.return(undefined);
    const [offered] = services.bundles.page.offered();
    expect(offered?.fileName).toBe('mine.layerbench');
    await expect(services.bundles.page.look(offered?.transfer ?? '')).rejects.toThrow(
      'mine.layerbench: this is not a Layerbench bundle',
    );
    // What was refused is offered no more, and stays with the person.
    expect(services.bundles.page.offered()).toEqual([]);
    expect(existsSync(file)).toBe(true);
  });
});
