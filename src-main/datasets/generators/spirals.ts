import { cos, sin } from '#shared/core/numerics/trigonometry.ts';
import { classesOption, countOption, noiseOption, planar, valueOf, type DataGenerator } from './generator.ts';

/**
 * One arm per class, wound around the origin out to radius 1. `noise` is the deviation of the angle in radians, so
 * that the arms stay apart near the centre; `turns` is how often an arm goes around.
 */
export const spirals: DataGenerator = {
  name: 'spirals',
  options: [
    countOption(600),
    noiseOption(0.1, 2),
    classesOption(2, 6),
    { name: 'turns', default: 1.5, min: 0.25, max: 4, integer: false },
  ],
  features: planar,
  classes: (options) => valueOf(options, 'classes'),
  draw: (i, options, random) => {
    const classes = valueOf(options, 'classes');
    const y = i % classes;
    const radius = 0.05 + 0.95 * random.uniform();
    const arm = valueOf(options, 'turns') * radius + y / classes;
    const angle = 2 * Math.PI * arm + valueOf(options, 'noise') * random.normal();
    return { x: [radius * cos(angle), radius * sin(angle)], y };
  },
};
