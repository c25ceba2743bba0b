import { describe, expect, it } from 'vitest';
import type { Surface } from '#shared/contract/runs.ts';
import { TimeTravel } from '#renderer/views/time/time-travel.svelte.ts';

const surfaceAt = (step: number, steps = 5): Surface => ({
  step,
  x: [0, 1],
  y: [0, 1],
  resolution: 2,
  outputs: 1,
  values: [step, 0, 0, 0],
  cost: { from: step - steps, steps, milliseconds: 7 },
});
const now = surfaceAt(100);
const settle = () => new Promise((resolve) => setImmediate(resolve));

function open(ask = (step: number): Promise<Surface | null> => Promise.resolve(surfaceAt(step))) {
  const span = { first: 0, last: 100, perEpoch: 10 };
  const asked: number[] = [];
  const travel = new TimeTravel({
    span: () => span,
    ask: (step) => {
      asked.push(step);
      return ask(step);
    },
    pause: () => Promise.resolve(),
  });
  return { travel, asked, span };
}

describe('travelling in time', () => {
  it('begins at what is now, and asks for a step with what it cost', async () => {
    const { travel, asked } = open();
    expect([travel.step, travel.state, travel.pictureBeside(now)]).toEqual([null, 'now', now]);
    travel.go(40);
    expect(travel.state).toBe('working');
    await settle();
    expect(travel.state).toBe('there');
    expect(travel.pictureBeside(now)?.step).toBe(40);
    expect(travel.cost).toEqual({ from: 35, steps: 5, milliseconds: 7 });
    expect(asked).toEqual([40]);
  });

  it('keeps the picture that was there until the next has come', async () => {
    const { travel } = open();
    travel.go(40);
    expect(travel.pictureBeside(now)).toBe(now);
    await settle();
    travel.go(50);
    expect(travel.pictureBeside(now)?.step).toBe(40);
  });

  it('has a step that was looked at before at hand, without asking again', async () => {
    const { travel, asked } = open();
    for (const step of [40, 50, 40]) {
      travel.go(step);
      await settle();
    }
    expect(asked).toEqual([40, 50]);
    expect(travel.pictureBeside(now)?.step).toBe(40);
    expect(travel.cost).toBeNull();
  });

  it('is back at now at the last step, and lets go of what was asked', async () => {
    const { travel } = open();
    travel.go(40);
    travel.go(100);
    await settle();
    expect([travel.step, travel.state, travel.pictureBeside(now)]).toEqual([null, 'now', now]);
  });

  it('says why a step cannot be shown, draws nothing there, and goes on to others', async () => {
    const { travel } = open((step) =>
      step < 10 ? Promise.reject(new Error('gone')) : Promise.resolve(surfaceAt(step)),
    );
    travel.go(5);
    await settle();
    expect(travel.state).toBe('refused');
    expect(String(travel.problem)).toContain('gone');
    expect(travel.pictureBeside(now)).toBeNull();
    travel.go(20);
    await settle();
    expect([travel.state, travel.problem]).toEqual(['there', null]);
  });

  it('moves without asking where there is no picture', () => {
    const travel = new TimeTravel({ span: () => ({ first: 0, last: 100, perEpoch: 10 }) });
    travel.go(30);
    expect([travel.step, travel.state]).toEqual([30, 'there']);
  });

  it('plays about sixty steps from the first to now, each when it is there', async () => {
    const { travel, asked } = open();
    const play = travel.play();
    expect(travel.playing).toBe(true);
    await play;
    expect(asked.at(0)).toBe(0);
    expect(asked).toHaveLength(60);
    expect([travel.playing, travel.step]).toEqual([false, null]);
  });

  it('plays on from the step that is looked at, and stops where a person takes the slider', async () => {
    const { travel, asked } = open();
    travel.go(50);
    await settle();
    const play = travel.play();
    await settle();
    travel.go(10);
    await play;
    expect(travel.playing).toBe(false);
    expect(travel.step).toBe(10);
    expect(asked.slice(1).every((step) => step > 50 || step === 10)).toBe(true);
  });

  it('stops playing at a step that is refused', async () => {
    const { travel } = open((step) =>
      step > 20 ? Promise.reject(new Error('gone')) : Promise.resolve(surfaceAt(step)),
    );
    await travel.play();
    expect(travel.state).toBe('refused');
    expect(travel.playing).toBe(false);
  });

  it('lets a play go when the run is left', async () => {
    const { travel } = open(() => new Promise(() => undefined));
    const play = travel.play();
    travel.leave();
    await play;
    expect(travel.playing).toBe(false);
  });
});
