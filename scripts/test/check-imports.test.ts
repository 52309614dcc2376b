import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFaults, readSources } from '../check-imports.ts';

const file = (name: string, text: string) => ({ file: name, text });

describe('the architecture', () => {
  it('holds in this project', () => {
    const sources = readSources(path.resolve(import.meta.dirname, '../..'));
    expect(sources.length).toBeGreaterThan(30);
    expect(importFaults(sources)).toEqual([]);
  });

  it('an app may import a package, a package may not import an app', () => {
    expect(importFaults([file('apps/server/src/a.ts', "import { x } from '@lockstep/store';")])).toEqual([]);
    expect(importFaults([file('packages/store/src/a.ts', "import { x } from '@lockstep/server';")])).toEqual([
      'packages/store/src/a.ts: packages/store may not import apps/server',
    ]);
  });

  it('the server may not import the judge, however it is written', () => {
    for (const text of [
      "import type {\n  Progress,\n} from '@lockstep/judge';",
      "export * from '@lockstep/judge';",
      "const judge = await import('@lockstep/judge');",
      "import '@lockstep/judge';",
    ]) {
      expect(importFaults([file('apps/server/src/a.ts', text)])).toHaveLength(1);
    }
  });

  it('reaching into another package by a path is refused', () => {
    expect(
      importFaults([file('apps/cli/src/a.ts', "import { x } from '../../../packages/judge/src/judge.ts';")]),
    ).toHaveLength(1);
    expect(
      importFaults([file('apps/web/src/a.ts', "import { x } from '../../../packages/store/src/x.ts';")]),
    ).toHaveLength(1);
  });

  it('what runs in a browser imports nothing of Node', () => {
    expect(importFaults([file('packages/judge/src/a.ts', "import fs from 'node:fs';")])).toHaveLength(1);
  });

  it('a cycle of files is found, a diamond is none', () => {
    const cycle = [
      file('packages/judge/src/a.ts', "import { b } from './b.ts';"),
      file('packages/judge/src/b.ts', "import { c } from './sub/c.ts';"),
      file('packages/judge/src/sub/c.ts', "import { a } from '../a.ts';"),
    ];
    expect(importFaults(cycle)).toHaveLength(1);
    const diamond = [
      file('packages/judge/src/a.ts', "import './b.ts';\nimport './c.ts';"),
      file('packages/judge/src/b.ts', "import './d.ts';"),
      file('packages/judge/src/c.ts', "import './d.ts';"),
      file('packages/judge/src/d.ts', ''),
    ];
    expect(importFaults(diamond)).toEqual([]);
  });
});
