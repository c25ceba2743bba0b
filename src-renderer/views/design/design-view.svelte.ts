import type { WeightFile } from '#shared/contract/designs.ts';
import type { ProductKind } from '#shared/design/products.ts';

/** How the two views of a design stand: together, or one alone. */
export const layouts = ['both', 'picture', 'list'] as const;
export type Layout = (typeof layouts)[number];

const layoutKey = 'layerbench.design.layout';

/** What is looked at in Design: the layer that is selected in every view, and those that are changed together. */
export class DesignView {
  #selected = $state(1);
  #chosen = $state.raw<ReadonlySet<number>>(new Set());
  #layout = $state<Layout>(layouts.find((known) => known === localStorage.getItem(layoutKey)) ?? 'both');
  /** Weights from elsewhere that are held beside the design. */
  weightFile = $state.raw<WeightFile | null>(null);
  /** The product that is looked at in the selected layer. */
  product = $state<ProductKind>('forward');
  readonly #depth: () => number;
  /** The layer that was ticked last, where a click with Shift begins. */
  #anchor = 1;

  /** @param depth L of the design */
  constructor(depth: () => number) {
    this.#depth = depth;
  }

  /** l, 1 … L. */
  get selected(): number {
    return Math.max(1, Math.min(this.#selected, this.#depth()));
  }
  set selected(l: number) {
    this.#selected = l;
  }

  /** The layers that are ticked, by l. */
  get chosen(): ReadonlySet<number> {
    return this.#chosen;
  }

  get layout(): Layout {
    return this.#layout;
  }
  set layout(layout: Layout) {
    this.#layout = layout;
    localStorage.setItem(layoutKey, layout);
  }

  /** @param through also every layer between this one and the one before, as a click with Shift does */
  choose(l: number, isChosen: boolean, through = false): void {
    const next = new Set(this.#chosen);
    const [from, to] = through ? [Math.min(l, this.#anchor), Math.max(l, this.#anchor)] : [l, l];
    for (let at = from; at <= to; at += 1) {
      if (isChosen) next.add(at);
      else next.delete(at);
    }
    this.#chosen = next;
    this.#anchor = l;
    this.selected = l;
  }

  chooseAll(): void {
    this.#chosen = new Set(Array.from({ length: this.#depth() }, (_, index) => index + 1));
  }

  chooseNone(): void {
    this.#chosen = new Set();
  }

  /** The indexes that an edit of one layer changes: all that are ticked where it is one of them, else itself. */
  targets(index: number): number[] {
    if (!this.#chosen.has(index + 1)) return [index];
    return [...this.#chosen].map((l) => l - 1).filter((at) => at < this.#depth());
  }
}
