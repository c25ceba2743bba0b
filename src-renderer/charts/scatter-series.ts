import type { ChartDataset, PointStyle } from 'chart.js';
import { classColour } from './draw-surface.ts';
import { shapeOf, type Shape } from './point-marks.ts';
import { channelsOf, themeColour } from './theme-colours.svelte.ts';

type Dataset = ChartDataset<'scatter', { x: number; y: number }[]>;

export interface ScatterPoints {
  x: readonly number[];
  y: readonly number[];
  /** The class index, or the value, of each. */
  targets: readonly number[];
}

const styles: Record<Shape, PointStyle> = {
  circle: 'circle',
  square: 'rect',
  triangle: 'triangle',
  diamond: 'rectRot',
  cross: 'cross',
};

/** The points of each class in its own colour and shape. Reads the theme. */
export function seriesOfClasses(points: ScatterPoints, classes: readonly string[]): Dataset[] {
  const ground = themeColour('--surface-1');
  return classes.map((label, group) => {
    const shape = shapeOf(group);
    return {
      label,
      data: pointsWhere(points, (target) => target === group),
      pointStyle: styles[shape],
      backgroundColor: classColour(group),
      // A cross is nothing but its line.
      borderColor: shape === 'cross' ? classColour(group) : ground,
      borderWidth: shape === 'cross' ? 1.6 : 0.6,
      ...{ pointRadius: shape === 'circle' || shape === 'square' ? 3.2 : 3.9, pointHitRadius: 0 },
    };
  });
}

/** All points in one series, from the colour of low values to that of high ones. Reads the theme. */
export function seriesOfValues(points: ScatterPoints, label: string): Dataset[] {
  const [low, high] = [channelsOf(classColour(0)), channelsOf(classColour(1))];
  const least = points.targets.reduce((a, b) => Math.min(a, b), Infinity);
  const range = points.targets.reduce((a, b) => Math.max(a, b), -Infinity) - least || 1;
  const colours = points.targets.map((target) => {
    const share = (target - least) / range;
    const [red, green, blue] = low.map((from, at) => Math.round(from + share * ((high[at] ?? 0) - from)));
    return `rgb(${red} ${green} ${blue})`;
  });
  return [
    {
      label,
      data: pointsWhere(points, () => true),
      ...{ backgroundColor: colours, borderColor: themeColour('--surface-1'), borderWidth: 0.6 },
      ...{ pointRadius: 3.2, pointHitRadius: 0 },
    },
  ];
}

function pointsWhere({ x, y, targets }: ScatterPoints, isIn: (target: number) => boolean) {
  return targets.flatMap((target, at) => (isIn(target) ? [{ x: x[at] ?? 0, y: y[at] ?? 0 }] : []));
}
