/** What is known of how the code came about, as facts with their times. */
import type { SittingReport } from '@lockstep/protocol';
import { formatSpan } from '../../shared/clock/countdown.ts';
import { formatInto } from '../../shared/clock/into.ts';
import { TYPING } from './messages.ts';

export function TypingFacts({ facts, items }: Pick<SittingReport, 'facts' | 'items'>) {
  const { pastes, away, awayMs, full } = facts;
  const titleOf = (slug: string): string => items.find((item) => item.slug === slug)?.title ?? slug;
  const rows = [
    ...pastes.map((paste) => ({ atMs: paste.intoMs, words: pasteWords(paste, titleOf(paste.slug)) })),
    ...away.map(({ fromMs, untilMs }) => ({
      atMs: fromMs,
      words: untilMs === null ? TYPING.awayToEnd : TYPING.away(formatSpan(untilMs - fromMs)),
    })),
  ].sort((a, b) => a.atMs - b.atMs);
  return (
    <section aria-label={TYPING.title}>
      <h2>{TYPING.title}</h2>
      <p className="ink2">
        {rows.length === 0
          ? TYPING.nothing
          : away.length === 0
            ? ''
            : TYPING.awayInAll(formatSpan(awayMs), away.length)}
      </p>
      <ul className="report-notes">
        {rows.map(({ atMs, words }) => (
          <li key={`${atMs} ${words}`}>
            <span className="small ink2">{formatInto(atMs)}</span>
            <span className="report-words">{words}</span>
          </li>
        ))}
      </ul>
      {full ? <p className="small ink3">{TYPING.full}</p> : null}
    </section>
  );
}

function pasteWords(paste: SittingReport['facts']['pastes'][number], title: string): string {
  const { characters, lines, moved, told, delayed } = paste;
  const words = told === 'browser' ? TYPING.paste : TYPING.atOnce;
  return [words(title, characters, lines), ...(moved ? [TYPING.moved] : []), ...(delayed ? [TYPING.late] : [])].join(
    '; ',
  );
}
