import { parentPort, workerData } from 'node:worker_threads';
import type { Assistant } from '#shared/core/engine/engine.ts';
import { assist } from '#shared/core/engine/wasm-engine.ts';

/** A thread that helps the trainer it was started for and ends, or one trainer after another as they are sent. */
if (workerData === null) parentPort?.on('message', (assistant: Assistant) => assist(assistant));
else assist(workerData as Assistant);
