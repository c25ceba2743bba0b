import { writeWhole } from '#main/formats/whole-file.ts';

/** Writes a file that never ends, and says when its first bytes are written; for being killed. */
const file = process.argv[2] ?? '';
await writeWhole(file, async (sink) => {
  for (;;) {
    await sink(Buffer.alloc(65_536));
    process.stdout.write('written\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});
