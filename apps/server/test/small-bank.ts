/** A bank of one exercise, for tests that edit and verify one. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SLUG = 'locked-counter';

/** Locked counter with two reference submissions, one scope and small tests: verified in seconds. */
export function smallBank(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-small-bank-'));
  const from = path.join(ROOT, 'exercises');
  const files = [
    'problem.yaml',
    'statement.md',
    'starter.py',
    'data/sample/1-two-by-two.yaml',
    'data/scope/1-two-by-two.yaml',
    'submissions/accepted/with_lock.py',
    'submissions/race/no_lock.py',
  ];
  cpSync(path.join(from, 'tracks.yaml'), path.join(folder, 'tracks.yaml'));
  for (const file of files) cpSync(path.join(from, SLUG, file), path.join(folder, SLUG, file));
  mkdirSync(path.join(folder, SLUG, 'data/secret'));
  const test = 'call: "count(2, 500)"\nexpect: "1000"\ntitle: Two processes\n';
  writeFileSync(path.join(folder, SLUG, 'data/secret/1-two.yaml'), test);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
