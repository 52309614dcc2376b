/**
 * What is searched, and what is searched for, as words that PostgreSQL's parser takes one by one. Left to itself it would take
 * `counter.value` for the name of a host, and `value` would not be found in it: so ASCII punctuation separates words, and a
 * word that has some is a phrase.
 */

const PUNCTUATION = /[!-/:-@[-`{-~\0]+/g;

/** Text whose words can be found, in lower case. Pure. */
export function searchText(parts: readonly string[]): string {
  return plain(parts.join('\n'));
}

/**
 * A search as websearch_to_tsquery takes it: all words, "phrases", -without, `or`. Any text is allowed; the result is empty when
 * it has no word. Pure.
 */
export function searchQuery(text: string): string {
  const terms = [...text.matchAll(/(-?)"([^"]*)"?|(\S+)/g)].flatMap(([, sign = '', phrase, bare]): string[] => {
    if (bare === undefined) return term(sign, phrase ?? '');
    if (bare.toLowerCase() === 'or') return ['or'];
    return bare.startsWith('-') ? term('-', bare.slice(1)) : term('', bare);
  });
  return terms.join(' ');
}

function term(sign: string, text: string): string[] {
  const words = plain(text).trim();
  return words === '' ? [] : [`${sign}"${words}"`];
}

function plain(text: string): string {
  return text.toWellFormed().toLowerCase().replaceAll(PUNCTUATION, ' ');
}
