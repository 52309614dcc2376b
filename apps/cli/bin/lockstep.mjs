#!/usr/bin/env node
// Starts the command line under the Node that the project pins, whatever Node the system has.
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const prepared = spawnSync(process.execPath, [path.join(root, 'scripts/setup.mjs'), 'lockstep'], { stdio: 'inherit' });
if (prepared.status !== 0) process.exit(3);

const node = path.join(root, 'node_modules/.bin/node');
const main = path.join(root, 'apps/cli/src/main.ts');
const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 3) : 128 + constants.signals[signal];
});
