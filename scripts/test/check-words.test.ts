import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWebSources, wordFaults } from '../check-words.ts';

const faults = (text: string, file = 'apps/web/src/shared/ui/a.tsx') => wordFaults([{ file, text }]);

describe('words of the web app', () => {
  it('stand in messages.ts in this project', () => {
    const sources = readWebSources(path.resolve(import.meta.dirname, '../..'));
    expect(sources.length).toBeGreaterThan(100);
    expect(wordFaults(sources)).toEqual([]);
  });

  it('are found as text of an element, with their line', () => {
    expect(faults('const a = (\n  <p>\n    <b>{n}</b> solved\n  </p>\n);')).toEqual([
      'apps/web/src/shared/ui/a.tsx:3: "solved"',
    ]);
    expect(faults("const a = <p>{done ? 'yes' : WORDS.no}</p>;")).toHaveLength(1);
    expect(faults(`const a = <p>{\`\${n} of \${m}\`}</p>;`)).toHaveLength(1);
  });

  it('are found in attributes that are read', () => {
    for (const attribute of ['aria-label', 'title', 'placeholder', 'alt', 'label']) {
      expect(faults(`const a = <img ${attribute}="close" />;`)).toHaveLength(1);
    }
    expect(faults("const tabs = [{ name: 'result', label: 'result' }];")).toEqual([
      'apps/web/src/shared/ui/a.tsx:1: "result"',
    ]);
  });

  it('are found in code where they begin like a sentence', () => {
    expect(faults("function say(): string {\n  return 'Judging';\n}")).toEqual([
      'apps/web/src/shared/ui/a.tsx:2: "Judging"',
    ]);
    expect(faults("throw new ApiError('problem', 500, 'The server is away.');")).toHaveLength(1);
  });

  it('may stand in messages.ts', () => {
    expect(faults("export const A = { close: 'Close' };", 'apps/web/src/features/path/messages.ts')).toEqual([]);
  });

  it('are not class names, names of keys, types, symbols or what only a developer reads', () => {
    expect(
      faults(
        [
          'const a = <b className="button small" aria-keyshortcuts="Control+K" data-kind="some words">·</b>;',
          "if (event.key === 'Enter') throw new Error('No editor here');",
          "type A = 'First' | 'Second';",
          "const keys = 'Backspace ArrowLeft';",
          "import { b } from 'Some module';",
        ].join('\n'),
      ),
    ).toEqual([]);
  });

  it('figures and dates are formatted in one place', () => {
    expect(faults('const a = n.toLocaleString();')).toHaveLength(1);
    expect(faults('const a = new Intl.NumberFormat();', 'apps/web/src/shared/format.ts')).toEqual([]);
  });
});
