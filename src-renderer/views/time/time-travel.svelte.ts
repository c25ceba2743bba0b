import type { TravelCost } from '#shared/contract/checkpoints.ts';
import type { Surface } from '#shared/contract/runs.ts';
import { NewestQuestion } from './newest-question.ts';
import { Recent } from './recent.ts';
import { clampStep, framesAhead, type StepSpan } from './steps.ts';

/** Surfaces kept in the page: a whole play and some more. */
const mostKept = 96;
/** Pictures of one play. */
const framesOfPlay = 60;
/** The least time that a picture of a play stands, in milliseconds. */
const frameTime = 60;

export interface TimeTravelParts {
  /** Read again whenever it is needed: a run at work goes on. */
  span: () => StepSpan;
  /** The network at a step; null where there is no picture of it. Left out, only the step moves. */
  ask?: (step: number, signal: AbortSignal) => Promise<Surface | null>;
  pause?: (milliseconds: number) => Promise<void>;
}

/** `now` follows the run; `working` is on the way to a step; `there` shows it; `refused` says why it cannot. */
export type TravelState = 'now' | 'working' | 'there' | 'refused';

/** Looking at a run as it was at any of its steps. */
export class TimeTravel {
  readonly #parts: TimeTravelParts;
  readonly #questions: NewestQuestion<number, Surface | null> | null;
  readonly #known = new Recent<number, Surface>(mostKept);
  #step = $state<number | null>(null);
  #state = $state<TravelState>('now');
  #surface = $state.raw<Surface | null>(null);
  #cost = $state.raw<TravelCost | null>(null);
  #problem = $state.raw<unknown>(null);
  /** Each play is an object of its own, so that one that was stopped knows when another has begun. */
  #play = $state.raw<object | null>(null);
  #settled: PromiseWithResolvers<void> | null = null;

  constructor(parts: TimeTravelParts) {
    this.#parts = parts;
    const { ask } = parts;
    this.#questions = ask
      ? new NewestQuestion({
          ask,
          onAnswer: (step, surface) => this.#take(step, surface),
          onRefused: (_, error) => this.#refuse(error),
        })
      : null;
  }

  /** The step that is looked at; null for the run as it is now. */
  get step(): number | null {
    return this.#step;
  }
  get state(): TravelState {
    return this.#state;
  }
  /**
   * What is to be drawn: the network now, or at the step; while that is on its way the picture that came before it, and
   * none where the step cannot be shown.
   */
  pictureBeside(now: Surface | null): Surface | null {
    if (this.#step === null) return now;
    if (this.#state === 'refused') return null;
    return this.#state === 'working' ? (this.#surface ?? now) : this.#surface;
  }
  /** What the picture took; null where it was at hand in the page, and while there is none. */
  get cost(): TravelCost | null {
    return this.#cost;
  }
  /** Why the step cannot be shown. */
  get problem(): unknown {
    return this.#problem;
  }
  get playing(): boolean {
    return this.#play !== null;
  }

  /** Looks at a step; the last one is now. */
  go(step: number): void {
    this.#play = null;
    this.#look(step);
  }

  /** Back to the run as it is now. */
  follow(): void {
    this.#play = null;
    this.#look(this.#parts.span().last);
  }

  /** Shows about 60 steps on the way to the last one, each as soon as it is there; from the beginning where now is shown. */
  async play(): Promise<void> {
    if (this.#play !== null) return;
    const play = {};
    this.#play = play;
    const span = this.#parts.span();
    const from = this.#step ?? span.first;
    const frames = framesAhead(from, span, framesOfPlay);
    for (const frame of this.#step === null ? [from, ...frames] : frames) {
      this.#look(frame);
      await Promise.all([this.#settled?.promise, this.#pause(frameTime)]);
      if (this.#play !== play || this.#state === 'refused') break;
    }
    if (this.#play === play) this.#play = null;
  }

  stop(): void {
    this.#play = null;
  }

  /** Lets go of what is on its way, when the run is no longer shown. */
  leave(): void {
    this.#play = null;
    this.#questions?.cancel();
    this.#settle();
  }

  #pause(milliseconds: number): Promise<void> {
    return (this.#parts.pause ?? sleep)(milliseconds);
  }

  #look(wanted: number): void {
    const span = this.#parts.span();
    const step = clampStep(wanted, span);
    this.#problem = null;
    if (step >= span.last) {
      this.#questions?.cancel();
      this.#step = null;
      this.#surface = null;
      this.#cost = null;
      this.#arrive('now');
      return;
    }
    if (step === this.#step && this.#state === 'working') return;
    this.#step = step;
    const known = this.#known.get(step);
    if (known !== undefined || this.#questions === null) {
      this.#questions?.cancel();
      this.#surface = known ?? null;
      this.#cost = null;
      this.#arrive('there');
      return;
    }
    this.#state = 'working';
    this.#settled ??= Promise.withResolvers();
    this.#questions.ask(step);
  }

  #take(step: number, surface: Surface | null): void {
    if (surface !== null) this.#known.set(step, surface);
    this.#surface = surface;
    if (step !== this.#step) return;
    this.#cost = surface?.cost ?? null;
    this.#arrive('there');
  }

  #refuse(error: unknown): void {
    this.#problem = error;
    this.#cost = null;
    this.#arrive('refused');
  }

  #arrive(state: TravelState): void {
    this.#state = state;
    this.#settle();
  }

  #settle(): void {
    this.#settled?.resolve();
    this.#settled = null;
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
