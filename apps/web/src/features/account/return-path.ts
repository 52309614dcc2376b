/** Where to go after signing in. An address that somebody else may have written: only paths of this site count. */

const ORIGIN = 'https://lockstep.invalid';
const NOT_BACK_TO = /^\/(sign-in|welcome)\/?$/;

/** The path with its search and hash; the list page for anything that is no path of this site. Pure. */
export function returnPath(from: string | undefined): string {
  // Browsers read `\` as `/`, and drop tabs and line ends: `/\evil.example` would lead away.
  if (from === undefined || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(from)) return '/';
  const url = URL.canParse(from, ORIGIN) ? new URL(from, ORIGIN) : null;
  if (url === null || url.origin !== ORIGIN || url.pathname.startsWith('//') || NOT_BACK_TO.test(url.pathname))
    return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
