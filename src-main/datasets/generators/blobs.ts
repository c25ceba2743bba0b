import { cos, sin } from '#shared/core/numerics/trigonometry.ts';
import { classesOption, countOption, noiseOption, planar, valueOf, type DataGenerator } from './generator.ts';

/** One round cloud per class, their centres spread evenly on a circle of radius 2. */
export const blobs: DataGenerator = {
  name: 'blobs',
  options: [countOption(300), noiseOption(0.5, 5), classesOption(3, 10)],
  features: planar,
  classes: (options) => valueOf(options, 'classes'),
  draw: (i, options, random) => {
    const [noise, classes] = [valueOf(options, 'noise'), valueOf(options, 'classes')];
    const y = i % classes;
    const angle = (2 * Math.PI * y) / classes;
    return {
      x: [2 * cos(angle) + noise * random.normal(), 2 * sin(angle) + noise * random.normal()],
      y,
    };
  },
};
