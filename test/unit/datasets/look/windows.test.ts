import { describe, expect, it } from 'vitest';
import { datasetOfPoints } from '#main/datasets/look/drawn-points.ts';
import { imageShape, imagesOf } from '#main/datasets/look/images.ts';
import { scatterOf } from '#main/datasets/look/scatter.ts';
import { tablePage } from '#main/datasets/look/table-page.ts';
import { datasetOf } from '#test/fixtures/datasets/a-dataset.ts';

const rows = [
  [1, 2, 0],
  [3, Number.NaN, 1],
  [5, 6, 1],
];
const dataset = datasetOf(rows, ['a', 'b']);
const column = (at: number) => ({ kind: 'column', column: at }) as const;

describe('a page of the table', () => {
  it('holds the rows and columns asked for, and says where nothing is', () => {
    const page = tablePage(dataset, { from: 1, count: 1, firstColumn: 0, columns: 2 });
    expect(page).toEqual({ rows: [[3, null]], targets: [[1]] });
  });

  it('ends where the table ends', () => {
    const page = tablePage(dataset, { from: 2, count: 9, firstColumn: 1, columns: 9 });
    expect(page).toEqual({ rows: [[6]], targets: [[1]] });
    expect(tablePage(dataset, { from: 7, count: 9, firstColumn: 0, columns: 2 }).rows).toEqual([]);
  });
});

describe('a scatter', () => {
  it('of two columns leaves out what has no place', () => {
    const scatter = scatterOf(dataset, { x: column(0), y: column(1), scaled: true, maxPoints: 10 });
    expect(scatter).toMatchObject({
      x: [1, 5],
      y: [2, 6],
      targets: [0, 1],
      rows: [0, 2],
      examples: 3,
      shares: null,
    });
  });

  it('takes examples from the whole of the dataset where it has more than are drawn', () => {
    const many = datasetOf(
      Array.from({ length: 100 }, (_, at) => [at, 0]),
      ['a', 'b'],
    );
    const { x } = scatterOf(many, { x: column(0), y: column(0), scaled: false, maxPoints: 4 });
    expect(x).toEqual([0, 25, 50, 75]);
  });

  it('of components says their shares of the variance and keeps examples with an empty field', () => {
    const axis = (component: 1 | 2) => ({ kind: 'component', component }) as const;
    const scatter = scatterOf(dataset, { x: axis(1), y: axis(2), scaled: true, maxPoints: 10 });
    expect(scatter.x).toHaveLength(3);
    expect(scatter.fittedOn).toBe(3);
    const [first = 0, second = 0] = scatter.shares ?? [];
    expect(first + second).toBeCloseTo(1, 9);
  });

  it('has the target on an axis', () => {
    const { y } = scatterOf(dataset, { x: column(0), y: { kind: 'target' }, scaled: true, maxPoints: 9 });
    expect(y).toEqual([0, 1, 1]);
  });
});

describe('images', () => {
  const image = { treatment: { shape: [1, 2] } };

  it('are what the dataset says, or the 8 × 8 of the bundled digits, and nothing guessed', () => {
    expect(imageShape({ ...dataset, ...image })).toEqual([1, 2, 1]);
    expect(imageShape({ ...dataset, treatment: { shape: [3, 3] } })).toBeNull();
    expect(imageShape(dataset)).toBeNull();
    const digits = { ...dataset, task: { ...dataset.task, inputs: 64 } };
    expect(imageShape({ ...digits, origin: 'bundled' })).toEqual([8, 8, 1]);
    expect(imageShape(digits)).toBeNull();
  });

  it('are those of one class where one is asked for', () => {
    const page = imagesOf({ ...dataset, ...image }, { from: 1, count: 5, group: 1 });
    expect(page).toMatchObject({ examples: 2, range: [1, 6] });
    expect(page?.images).toEqual([{ example: 2, target: 1, values: [5, 6] }]);
  });
});

describe('drawn points', () => {
  it('are a dataset of the classes that were used', () => {
    const drawn = datasetOfPoints('mine', [
      { x: 0.5, y: -1, group: 3 },
      { x: 0, y: 1, group: 0 },
    ]);
    expect(drawn).toMatchObject({ name: 'mine', examples: 2, classes: ['1', '4'], origin: 'imported' });
    expect(drawn.task).toEqual({ kind: 'binary', inputs: 2, outputs: 1 });
    expect([...drawn.X]).toEqual([0.5, -1, 0, 1]);
    expect([...drawn.Y]).toEqual([1, 0]);
    expect(drawn.source).toBe(`dataset:${drawn.hash}`);
  });

  it('are refused where they are too few or of one class', () => {
    const point = { x: 0, y: 0, group: 2 };
    expect(() => datasetOfPoints('mine', [point])).toThrow('1 example; at least 2');
    expect(() => datasetOfPoints('mine', [point, point])).toThrow('the single class "3"');
  });
});
