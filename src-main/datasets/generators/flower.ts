import { cos, sin } from '#shared/core/numerics/trigonometry.ts';
import { countOption, noiseOption, planar, valueOf, type DataGenerator } from './generator.ts';

/**
 * The planar flower: eight petals of length 4 on the curve r = 4 sin 4t. The first half turn of t draws the petals
 * of class 0, the second those of class 1; a negative r lands on the other side, which mixes the two. `noise` is the
 * deviation of both the angle and the radius.
 */
export const flower: DataGenerator = {
  name: 'flower',
  options: [countOption(400), noiseOption(0.2, 2)],
  features: planar,
  classes: () => 2,
  draw: (i, options, random) => {
    const noise = valueOf(options, 'noise');
    const y = i % 2;
    const angle = Math.PI * (y + random.uniform()) + noise * random.normal();
    const radius = 4 * sin(4 * angle) + noise * random.normal();
    return { x: [radius * sin(angle), radius * cos(angle)], y };
  },
};
