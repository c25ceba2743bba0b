/** What is used of jsfive 0.4.2, which brings no types: it finds the objects of a file and says what they are. */
declare module 'jsfive' {
  export class Group {
    /** By name: where an object's header lies, or the path that a soft link names. */
    readonly _links: Record<string, number | string | undefined>;
    readonly _dataobjects: DataObjects;
    get(name: string): Group | Dataset;
  }

  export class File extends Group {
    constructor(bytes: ArrayBuffer, name: string);
  }

  export class Dataset {
    readonly _dataobjects: DataObjects;
    readonly shape: number[];
    /** NumPy's name, e.g. `<f4` or `S7`; a list for what NumPy has no name for. */
    readonly dtype: string | readonly unknown[];
  }

  export interface DataObjects {
    /** Where the object's header lies. */
    readonly offset: number;
    readonly filter_pipeline: readonly Map<string, unknown>[] | null;
    find_msg_type(type: number): Map<string, unknown>[];
  }

  /** What undoes a filter, by its number. */
  export const Filters: Map<number, (bytes: ArrayBuffer, itemSize: number) => ArrayBuffer>;
}
