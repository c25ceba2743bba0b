import { cos, sin } from '#shared/core/numerics/trigonometry.ts';
import { classesOption, countOption, noiseOption, planar, valueOf, type DataGenerator } from './generator.ts';

/** Rings around one centre, the outermost of radius 1, one class each. */
export const circles: DataGenerator = {
  name: 'circles',
  options: [countOption(400), noiseOption(0.06, 1), classesOption(2, 6)],
  features: planar,
  classes: (options) => valueOf(options, 'classes'),
  draw: (i, options, random) => {
    const [noise, classes] = [valueOf(options, 'noise'), valueOf(options, 'classes')];
    const y = i % classes;
    const radius = (y + 1) / classes;
    const angle = 2 * Math.PI * random.uniform();
    return {
      x: [radius * cos(angle) + noise * random.normal(), radius * sin(angle) + noise * random.normal()],
      y,
    };
  },
};
