#!/usr/bin/env node
// @ts-check
import { pathToFileURL } from 'node:url';
import { ensureBuild } from '../launch/ensure-build.mjs';
import { runInModernNode } from '../launch/modern-node.mjs';

/** The package's bin: finds a Node that the store runs on, builds a checkout that has changed, and starts the CLI. */
const exitCode = runInModernNode(
  import.meta.filename ?? new URL(import.meta.url).pathname,
  process.argv.slice(2),
);
if (exitCode !== null) process.exitCode = await exitCode;
else await import(pathToFileURL(ensureBuild('cli.js')).href);
