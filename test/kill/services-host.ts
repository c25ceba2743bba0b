import { fileURLToPath } from 'node:url';
import { liveIn, readLines, type Host } from './life.ts';

const program = fileURLToPath(new URL('train-until-killed.ts', import.meta.url));

/** The services alone: every acknowledgement is known the moment it is given. */
export const servicesHost: Host = (task) => {
  const { child, life, acknowledge } = liveIn([program, JSON.stringify(task)]);
  readLines(child.stdout, (line) => {
    const [run = '', step] = line.split(' ');
    life.run = run;
    if (Number(step) >= 0) acknowledge(Number(step));
  });
  return life;
};
