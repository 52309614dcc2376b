import {
  accept,
  asDict,
  asList,
  asNumber,
  asText,
  type CheckAnswer,
  dict,
  type PythonValue,
  reject,
} from '@lockstep/checker/author';

function numbers(seed: PythonValue): (below: number) => number {
  let state = (asNumber(seed) ?? 0) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
}

/**
 * So many pages that can all be reached from page-0, each with a few links, back, ahead or to itself; and so many islands,
 * which link to pages but are linked from none. The same for the same seed.
 */
export function web(pages: PythonValue, islands: PythonValue, seed: PythonValue): PythonValue {
  const below = numbers(seed);
  const count = asNumber(pages) ?? 1;
  const links = Array.from({ length: count }, (): string[] => []);
  for (let page = 1; page < count; page += 1) links[below(page)]?.push(`page-${page}`);
  for (const list of links) {
    for (let extra = below(4); extra > 0; extra -= 1) list.push(`page-${below(count)}`);
  }
  const graph: [string, PythonValue][] = links.map((list, page) => [`page-${page}`, list]);
  for (let island = 0; island < (asNumber(islands) ?? 0); island += 1) {
    graph.push([`island-${island}`, [`page-${below(count)}`]]);
  }
  return dict(graph);
}

/** page-0 links to page-1, page-1 to page-2, and so on; the last one links back to the first. */
export function ring(pages: PythonValue): PythonValue {
  const count = asNumber(pages) ?? 1;
  return dict(Array.from({ length: count }, (_, page) => [`page-${page}`, [`page-${(page + 1) % count}`]]));
}

/** A hub with so many pages around it; each of them links to the hub and to its two neighbours. */
export function wheel(pages: PythonValue): PythonValue {
  const count = asNumber(pages) ?? 1;
  const name = (page: number): string => `page-${(page + count) % count}`;
  const rim = Array.from({ length: count }, (_, page): [string, PythonValue] => [
    name(page),
    ['hub', name(page - 1), name(page + 1)],
  ]);
  return dict([['hub', rim.map(([page]) => page)], ...rim]);
}

function reachable(graph: PythonValue, start: string): Set<string> {
  const links = new Map<string, readonly PythonValue[]>();
  for (const [page, list] of asDict(graph) ?? []) links.set(asText(page) ?? '', asList(list) ?? []);
  const found = new Set([start]);
  for (const page of found) {
    for (const link of links.get(page) ?? []) found.add(asText(link) ?? '');
  }
  return found;
}

/** The visits are the pages that can be reached, each of them once, sorted. */
export function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {
  const pages = reachable(args[0] ?? null, asText(args[1] ?? null) ?? '');
  const list = asList(outcome);
  if (list === null) return reject('the result is no list');
  const visited = new Set<string>();
  for (const visit of list) {
    const page = asText(visit);
    if (page === null || !pages.has(page)) return reject('the result has an entry that is no page within reach');
    if (visited.has(page)) return reject(`${page} was visited more than once`);
    visited.add(page);
  }
  for (const page of pages) {
    if (!visited.has(page)) return reject(`${page} was not visited; ${list.length} of ${pages.size} pages were`);
  }
  const sorted = [...pages].sort((a, b) => (a < b ? -1 : 1));
  if (list.some((visit, index) => visit !== sorted[index])) return reject('the visits are not sorted');
  return accept();
}
