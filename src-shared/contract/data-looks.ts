import * as v from 'valibot';
import { dataParts, DatasetSummarySchema, DivisionSchema } from './datasets.ts';
import { procedure } from './procedure.ts';

const indexSchema = v.pipe(v.number(), v.integer(), v.minValue(0));
const countUpTo = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
const SourceSchema = v.strictObject({ source: v.string() });

/** What the numbers of one column are like; null where none of them is there. */
export const ColumnFactsSchema = v.strictObject({
  name: v.string(),
  /** Values that are there, and fields that were empty. */
  count: v.number(),
  missing: v.number(),
  mean: v.nullable(v.number()),
  /** Of the population: divided by the count. */
  deviation: v.nullable(v.number()),
  least: v.nullable(v.number()),
  /** Between two values, the quartiles lie in proportion, as NumPy has them. */
  lowerQuartile: v.nullable(v.number()),
  median: v.nullable(v.number()),
  upperQuartile: v.nullable(v.number()),
  most: v.nullable(v.number()),
  distinct: v.number(),
  /** Values more than 1.5 interquartile ranges outside the quartiles; null where both quartiles are equal. */
  outliers: v.nullable(v.number()),
  /** Counts over equal stretches from least to most, for a small picture. */
  outline: v.array(v.number()),
});
export type ColumnFacts = v.InferOutput<typeof ColumnFactsSchema>;

/** How often the values of one column fall into each bin, class by class. */
export const DistributionSchema = v.strictObject({
  name: v.string(),
  /** Left edge of the first bin, and the width of each. */
  from: v.number(),
  width: v.number(),
  /** Counts of the bins for each class in their order; one row where there are no classes. */
  counts: v.array(v.array(v.number())),
});
export type Distribution = v.InferOutput<typeof DistributionSchema>;

/** What an axis of the scatter shows. */
export const AxisSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('column'), column: indexSchema }),
  v.strictObject({ kind: v.literal('target') }),
  v.strictObject({ kind: v.literal('component'), component: v.picklist([1, 2]) }),
]);
export type Axis = v.InferOutput<typeof AxisSchema>;

export const ScatterSchema = v.strictObject({
  x: v.array(v.number()),
  y: v.array(v.number()),
  /** The class index, or the value, of each point. */
  targets: v.array(v.number()),
  /** Which example each point is, from 0. */
  rows: v.array(v.number()),
  /** Examples of the dataset; fewer are drawn where it has many, or where a value is missing. */
  examples: v.number(),
  /** Share of the variance along the first two principal components; null where no axis is one. */
  shares: v.nullable(v.tuple([v.number(), v.number()])),
  /** Examples that the components were found from; 0 where no axis is one. */
  fittedOn: v.number(),
});
export type Scatter = v.InferOutput<typeof ScatterSchema>;

/** Why a column may give the target away. */
export const LeakSchema = v.strictObject({
  column: v.string(),
  /**
   * `equals`: the same value in every row. `determines`: every value belongs to one class. `separates`: each class has
   * a range of its own. `correlates`: nearly on one line with the target.
   */
  kind: v.picklist(['equals', 'determines', 'separates', 'correlates']),
  /** The correlation, for `correlates`. */
  correlation: v.nullable(v.number()),
});
export type Leak = v.InferOutput<typeof LeakSchema>;

/** How the examples of one part are spread over the classes; one count where there are none. */
export const PartCountsSchema = v.strictObject({
  part: v.picklist(dataParts),
  examples: v.number(),
  classes: v.array(v.number()),
  /** Examples whose inputs also stand in the training part; 0 for that part itself. */
  seenInTraining: v.number(),
});
export type PartCounts = v.InferOutput<typeof PartCountsSchema>;

export const QualitySchema = v.strictObject({
  missing: v.number(),
  /** Names of columns that hold one value only, or none. */
  constant: v.array(v.string()),
  /** Values that lie far outside, and the columns that hold them, most first. */
  outliers: v.array(v.strictObject({ column: v.string(), count: v.number() })),
  /** Examples that repeat an earlier one, target and all. */
  duplicates: v.number(),
  /** Examples whose inputs stood earlier with another target. */
  contradictions: v.number(),
  /** Examples per class; empty for a regression. */
  classCounts: v.array(v.number()),
  leaks: v.array(LeakSchema),
  /** Empty where the examples cannot be divided like this. */
  parts: v.array(PartCountsSchema),
});
export type Quality = v.InferOutput<typeof QualitySchema>;

/** Some rows of the table, in the data's own units. */
export const TablePageSchema = v.strictObject({
  /** Inputs of each row, for the columns asked for; null where the field was empty. */
  rows: v.array(v.array(v.nullable(v.number()))),
  /** The class index, or the values, of each row. */
  targets: v.array(v.array(v.number())),
});
export type TablePage = v.InferOutput<typeof TablePageSchema>;

export const ImagePageSchema = v.strictObject({
  /** Height, width, channels. */
  shape: v.tuple([v.number(), v.number(), v.number()]),
  /** The least and the greatest input of the whole dataset: black and white. */
  range: v.tuple([v.number(), v.number()]),
  /** How many examples there are to page through. */
  examples: v.number(),
  images: v.array(
    v.strictObject({ example: v.number(), target: v.number(), values: v.array(v.nullable(v.number())) }),
  ),
});
export type ImagePage = v.InferOutput<typeof ImagePageSchema>;

/** A dataset that is made by a rule, and what its rule lets one choose. */
export const GeneratorSchema = v.strictObject({
  name: v.string(),
  options: v.array(
    v.strictObject({
      name: v.string(),
      default: v.number(),
      min: v.number(),
      max: v.number(),
      integer: v.boolean(),
    }),
  ),
});
export type Generator = v.InferOutput<typeof GeneratorSchema>;

/** A point drawn by hand. */
export const DrawnPointSchema = v.strictObject({
  x: v.pipe(v.number(), v.finite()),
  y: v.pipe(v.number(), v.finite()),
  /** Index of the class, 0…5. */
  group: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5)),
});
export type DrawnPoint = v.InferOutput<typeof DrawnPointSchema>;
export const mostDrawnPoints = 20_000;

/** Looking at data before anything is trained on it. */
export const dataLooks = {
  columns: procedure.input(SourceSchema).output(v.array(ColumnFactsSchema)),
  /** One column by class; the index n_0 is the target of a regression. */
  distribution: procedure
    .input(v.strictObject({ source: v.string(), column: indexSchema }))
    .output(DistributionSchema),
  scatter: procedure
    .input(
      v.strictObject({
        source: v.string(),
        x: AxisSchema,
        y: AxisSchema,
        /** Whether every column has deviation 1 before the components are found. */
        scaled: v.boolean(),
        maxPoints: countUpTo(5000),
      }),
    )
    .output(ScatterSchema),
  quality: procedure
    .input(v.strictObject({ source: v.string(), division: DivisionSchema }))
    .output(QualitySchema),
  table: procedure
    .input(
      v.strictObject({
        source: v.string(),
        from: indexSchema,
        count: countUpTo(500),
        firstColumn: indexSchema,
        columns: countUpTo(64),
      }),
    )
    .output(TablePageSchema),
  /** Null where the inputs of an example are no image. */
  images: procedure
    .input(
      v.strictObject({
        source: v.string(),
        from: indexSchema,
        count: countUpTo(200),
        /** Only examples of this class. */
        group: v.optional(indexSchema),
      }),
    )
    .output(v.nullable(ImagePageSchema)),
  generators: procedure.output(v.array(GeneratorSchema)),
  /** Keeps points drawn by hand as an imported dataset. */
  keepPoints: procedure
    .input(
      v.strictObject({
        name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
        points: v.pipe(v.array(DrawnPointSchema), v.maxLength(mostDrawnPoints)),
      }),
    )
    .output(DatasetSummarySchema),
};
