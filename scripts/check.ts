/**
 * `npm run check`: types, lint and format, import directions and cycles, words of the web app. Ends with 1 when anything
 * is wrong.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { importFaults, readSources } from './check-imports.ts';
import { readWebSources, wordFaults } from './check-words.ts';

const root = path.dirname(import.meta.dirname);
const bin = path.join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, TURBO_TELEMETRY_DISABLED: '1' };

function step(name: string, passed: () => boolean): boolean {
  process.stdout.write(`${name} …\n`);
  const ok = passed();
  process.stdout.write(`${ok ? 'ok' : 'FAILED'}: ${name}\n`);
  return ok;
}

function none(faults: readonly string[]): boolean {
  for (const fault of faults) process.stdout.write(`  ${fault}\n`);
  return faults.length === 0;
}

const runs =
  (program: string, ...args: string[]) =>
  () =>
    spawnSync(path.join(bin, program), args, { cwd: root, env, stdio: 'inherit' }).status === 0;

const results = [
  step('types', runs('turbo', 'run', 'types', '--output-logs=errors-only', '--no-update-notifier')),
  step('types of scripts', runs('tsc', '-p', 'scripts/tsconfig.json')),
  step('types of exercises', runs('tsc', '-p', 'exercises/tsconfig.json')),
  step('lint and format', runs('biome', 'check', '--error-on-warnings', '.')),
  step('import directions and cycles', () => none(importFaults(readSources(root)))),
  step('words of the web app', () => none(wordFaults(readWebSources(root)))),
];
process.exitCode = results.every(Boolean) ? 0 : 1;
