import { cos, sin } from '#shared/core/numerics/trigonometry.ts';
import { countOption, noiseOption, planar, valueOf, type DataGenerator } from './generator.ts';

/** Two half circles of radius 1 that reach into each other. */
export const moons: DataGenerator = {
  name: 'moons',
  options: [countOption(400), noiseOption(0.1, 2)],
  features: planar,
  classes: () => 2,
  draw: (i, options, random) => {
    const noise = valueOf(options, 'noise');
    const y = i % 2;
    const angle = Math.PI * random.uniform();
    const [x1, x2] = y === 0 ? [cos(angle), sin(angle)] : [1 - cos(angle), 0.5 - sin(angle)];
    return { x: [x1 + noise * random.normal(), x2 + noise * random.normal()], y };
  },
};
