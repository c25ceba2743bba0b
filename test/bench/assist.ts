import { workerData } from 'node:worker_threads';
import { assist } from '#shared/core/engine/wasm-engine.ts';
assist(workerData);
