/** What hides a copy is seen through; what was written apart is not taken for a copy. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gramHashes, winnow } from '../src/fingerprints.ts';
import { compare, fingerprintsOf, GUARANTEED_TOKENS, ownFingerprints, programOf, WINDOW_HASHES } from '../src/index.ts';
import { type Token, tokensOf } from '../src/tokens.ts';

const EXERCISES = path.join(import.meta.dirname, '../../../exercises');
const read = (...names: string[]): string => readFileSync(path.join(EXERCISES, ...names), 'utf8');

const STARTER = read('crawler-jobs', 'starter.py');
const ORIGINAL = read('crawler-jobs', 'submissions', 'accepted', 'joinable_queue.py');

function alike(own: string, other: string, starter = STARTER) {
  return compare(programOf(own), programOf(other), programOf(starter));
}

/** Its names, numbers, texts, comments and blank lines are others'. */
function renamed(source: string): string {
  const names = {
    graph: 'web',
    jobs: 'todo',
    seen: 'known',
    lock: 'guard',
    visits: 'log',
    page: 'url',
    link: 'href',
    new: 'fresh',
  };
  let text = source;
  for (const [from, to] of Object.entries({ ...names, workers: 'crew', worker: 'one', manager: 'shared' })) {
    text = text.replaceAll(new RegExp(`(?<![.\\w])${from}\\b`, 'g'), to);
  }
  return text
    .replaceAll('\n', '  # mine\n\n')
    .replace('def work(', '# by me\ndef toil(')
    .replaceAll('target=work', 'target=toil');
}

function kinds(source: string): string {
  return tokensOf(source)
    .map(({ kind }) => kind)
    .join(' ');
}

describe('tokens', () => {
  test('are keywords, operators and names of the API; the rest is its kind', () => {
    expect(
      kinds('import multiprocessing\ntotal = Value("i", 0x1F)\nwith total.get_lock():\n    total.value += n'),
    ).toBe('import multiprocessing name = Value ( string , number ) with name . get_lock ( ) : name . value += name');
  });

  test('are no comments, docstrings, blank lines, and nothing inside a text but what is computed there', () => {
    expect(kinds('"""What it does."""\n\ndef f(a):  # why\n    "also"\n    return f"{a!r:>4}\\n ({b})" "x"\n')).toBe(
      'def name ( name ) : return string { name : } { name } string',
    );
  });

  test('are found in what is no Python, too', () => {
    expect(kinds('def f(:\n  p.start(\n')).toContain('. start');
  });
});

describe('fingerprints', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'd', '(', ')');
  const tokens = (kinds: readonly string[]): Token[] => kinds.map((kind, at) => ({ kind, from: at, to: at + 1 }));
  const selected = (kinds: readonly string[]): Set<number> =>
    new Set(winnow(gramHashes(tokens(kinds))).map(({ hash }) => hash));

  test('of two programs have one in common for each piece in common of the guaranteed length', () => {
    const piece = fc.array(word, { minLength: GUARANTEED_TOKENS, maxLength: GUARANTEED_TOKENS + 3 });
    const rest = fc.array(word, { maxLength: 40 });
    fc.assert(
      fc.property(piece, rest, rest, rest, rest, (common, a, b, c, d) => {
        const [one, other] = [selected([...a, ...common, ...b]), selected([...c, ...common, ...d])];
        expect([...one].some((hash) => other.has(hash))).toBe(true);
      }),
    );
  });

  test('are chosen at least once in every window, the rightmost of equal ones', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 60 }), (list) => {
        const hashes = Int32Array.from(list);
        const places = winnow(hashes).map(({ at }) => at);
        const windows = Array.from({ length: Math.max(hashes.length > 0 ? 1 : 0, hashes.length - WINDOW_HASHES + 1) });
        const wanted = windows.map((_, from) => {
          const window = [...hashes.subarray(from, from + WINDOW_HASHES)];
          return from + window.lastIndexOf(Math.min(...window));
        });
        expect(places).toEqual([...new Set(wanted)]);
      }),
    );
  });

  test('are kept in ascending order, each once; those of the starter are not the own ones', () => {
    const all = fingerprintsOf(programOf(ORIGINAL));
    expect(all).toEqual([...new Set(all)].sort((a, b) => a - b));
    expect(ownFingerprints(programOf(STARTER), programOf(STARTER))).toEqual([]);
    expect(ownFingerprints(programOf(ORIGINAL), programOf(STARTER)).length).toBeGreaterThan(20);
  });
});

describe('a copy', () => {
  test('with other names, comments and blank lines is the same program', () => {
    const copy = renamed(ORIGINAL);
    expect(copy).not.toContain('visits');
    expect(alike(ORIGINAL, copy)).toMatchObject({ share: 1, shareBack: 1 });
  });

  test('with its functions in another order is found with the lines of each', () => {
    const cut = ORIGINAL.indexOf('def work');
    const second = ORIGINAL.indexOf('def crawl');
    const moved = `${ORIGINAL.slice(0, cut)}${ORIGINAL.slice(second)}\n\n${ORIGINAL.slice(cut, second)}`;
    const { share, ranges } = alike(ORIGINAL, moved);
    expect(share).toBeGreaterThan(0.85);
    const line = (source: string, text: string): number => source.slice(0, source.indexOf(text)).split('\n').length;
    for (const text of ['seen[link] = True', 'jobs.join()']) {
      const own = line(ORIGINAL, text);
      const range = ranges.find((one) => one.own.from <= own && own <= one.own.to);
      expect(range?.other.from).toBeLessThanOrEqual(line(moved, text));
      expect(range?.other.to).toBeGreaterThanOrEqual(line(moved, text));
    }
  });

  test('is more alike than any two accepted solutions of an exercise that were written apart', () => {
    for (const slug of ['locked-counter', 'crawler-jobs', 'bank-transfer']) {
      const folder = path.join(slug, 'submissions', 'accepted');
      const sources = readdirSync(path.join(EXERCISES, folder)).map((file) => read(folder, file));
      const starter = read(slug, 'starter.py');
      const apart = sources.flatMap((a) => sources.flatMap((b) => (a === b ? [] : [alike(a, b, starter).share])));
      expect(apart.length).toBeGreaterThan(0);
      const copied = sources.map((source) => alike(source, `${renamed(source)}\n# the end\n`, starter).share);
      expect(Math.min(...copied)).toBeGreaterThan(Math.max(...apart));
    }
  });
});

test('what the exercise begins with is not alike', () => {
  const added =
    '\n\ndef extra(a, b):\n    for x in range(a):\n        if x > b:\n            return [x, a, b]\n    return None\n';
  expect(alike(`${ORIGINAL}${added}`, ORIGINAL, ORIGINAL)).toMatchObject({ share: 0, ranges: [] });
  expect(alike('', '')).toEqual({ share: 0, shareBack: 0, ranges: [] });
});

test('any text is compared, and pieces are lines of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('', ORIGINAL), (text, more) => {
      const own = text + more;
      const lines = own.split(/\r\n?|\n/).length;
      for (const range of alike(own, ORIGINAL, '').ranges) {
        expect(range.own.from).toBeGreaterThanOrEqual(1);
        expect(range.own.to).toBeLessThanOrEqual(lines);
        expect(range.own.from).toBeLessThanOrEqual(range.own.to);
      }
    }),
  );
});
