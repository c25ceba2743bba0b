import path from 'node:path';
import { careParts, type App } from '../../app.ts';
import { StoreCare } from '../../services/store-care.ts';
import { describeBackup, describeWayBack } from './backup-hint.ts';
import { appParts, type CommandContext, type StoreOption } from './context.ts';
import { describeDamage } from './describe-damage.ts';
import { exitCodes } from './exit-codes.ts';

interface CareOptions extends StoreOption {
  json?: boolean;
  backup?: string | true;
}

/** `doctor --restore`: the store need not open for it. */
export async function restoreStore(
  backup: string,
  options: CareOptions,
  context: CommandContext,
): Promise<void> {
  const care = new StoreCare(careParts(appParts(context, options)));
  const { aside } = await care.restore(path.resolve(backup));
  context.terminal.tell(
    aside === null
      ? 'The backup is in its place; there was no store before.'
      : `The backup is in its place; the store that was there is now ${aside}.`,
  );
}

/** `doctor --backup`. */
export async function backUpStore(
  { services }: App,
  options: CareOptions,
  { terminal }: CommandContext,
): Promise<number> {
  const { backup, damages } = await services.care.backUp(options.backup === true ? null : options.backup);
  if (damages > 0)
    terminal.tell(
      `The backup holds ${damages} damaged place${damages === 1 ? '' : 's'} that the store has as well; layerbench doctor --deep names them.`,
    );
  terminal.print(options.json ? JSON.stringify({ ...backup, damages }, null, 2) : describeBackup(backup));
  return exitCodes.done;
}

/** `doctor --deep`: exit 1 when something is damaged. */
export async function checkStore(
  { services }: App,
  options: CareOptions,
  { terminal }: CommandContext,
): Promise<number> {
  const report = await services.care.checkWhole();
  const isSound = report.damages === 0;
  const backup = isSound ? null : await services.care.newestSoundBackup();
  if (options.json) terminal.print(JSON.stringify({ ...report, soundBackup: backup }, null, 2));
  else {
    const { runs, chunks, rows, checkpoints, hashes, datasets, documents } = report.checked;
    terminal.print(
      `${report.file}: schema ${report.schema}, ${report.bytes} bytes; ${runs} runs, ${chunks} chunks, ${rows} rows, ${checkpoints} checkpoints, ${hashes} hashed moments, ${datasets} datasets, ${documents} designs and recipes looked at`,
    );
    report.damaged.forEach((damage) => terminal.print(describeDamage(damage)));
    const more = report.damages - report.damaged.length;
    if (more > 0) terminal.print(`and ${more} more`);
    terminal.print(
      isSound
        ? 'Nothing is damaged.'
        : `${report.damages} damaged. ${backup === null ? 'There is no sound backup beside the store.' : describeWayBack(backup)}`,
    );
  }
  return isSound ? exitCodes.done : exitCodes.failed;
}
