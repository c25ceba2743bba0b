import { measureShape } from './measure.ts';
import { shapes } from './shapes.ts';

/** Prints, for shapes from tiny to about 1 GiB, what training was said to take and what it took. */
const wanted = process.argv.slice(2);
const print = (line: string) => void process.stdout.write(`${line}\n`);
print(`${'shape'.padEnd(16)}${'estimated'.padStart(10)}${'measured'.padStart(10)}   difference`);
for (const shape of shapes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const { estimated, measured } = await measureShape(shape);
  const share = (100 * (estimated - measured)) / measured;
  const difference = `${share >= 0 ? '+' : '−'}${Math.abs(share).toFixed(1)} %`;
  print(
    `${shape.name.padEnd(16)}${String(estimated).padStart(10)}${measured.toFixed(1).padStart(10)}   ${difference}`,
  );
}
