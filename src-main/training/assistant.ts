import { workerData } from 'node:worker_threads';
import type { Assistant } from '#shared/core/engine/engine.ts';
import { assist } from '#shared/core/engine/wasm-engine.ts';

/** A thread that helps one trainer, until the trainer lets it go. */
assist(workerData as Assistant);
