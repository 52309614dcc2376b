/** The filters of the table as chips. */
import type { SubmissionFacets } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { facetsQuery } from '../../shared/api/review-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { formatDay } from '../../shared/format.ts';
import { VERDICT_FACES } from '../../shared/ui/verdict.tsx';
import type { ReviewFilter, When } from './filter.ts';
import { FilterChip } from './filter-chip.tsx';
import {
  CandidateMenu,
  CLAIM_OPTIONS,
  MenuWaiting,
  OneMenu,
  SeveralMenu,
  verdictOptions,
  WhenMenu,
} from './filter-menus.tsx';
import { FILTERS, REVIEW } from './messages.ts';

/** So many are named on a chip; more are counted. */
const NAMED = 3;

export function FilterBar(props: {
  readonly filter: ReviewFilter;
  readonly today: string;
  readonly onFilter: (filter: ReviewFilter) => void;
}) {
  const { filter, today, onFilter } = props;
  const { api } = useServices();
  const facets = useQuery(facetsQuery(api));
  const set = (change: Partial<ReviewFilter>): void => onFilter({ ...filter, ...change });
  const known = facets.data;
  const waiting = <MenuWaiting error={facets.error} retry={() => void facets.refetch()} />;
  const [first] = filter.verdicts;
  return (
    <section className="review-filters" aria-label={REVIEW.filters}>
      <FilterChip
        name={FILTERS.verdict}
        value={named(filter.verdicts.map((verdict) => VERDICT_FACES[verdict].word))}
        {...(first === undefined ? {} : { icon: VERDICT_FACES[first].icon })}
        onClear={() => set({ verdicts: [] })}
      >
        {known === undefined ? (
          waiting
        ) : (
          <SeveralMenu
            options={verdictOptions(known, filter.verdicts)}
            chosen={filter.verdicts}
            onChosen={(verdicts) => set({ verdicts })}
          />
        )}
      </FilterChip>
      <FilterChip
        name={FILTERS.when}
        value={whenWords(filter.when)}
        icon="clock"
        nameless
        onClear={() => set({ when: { kind: 'any' } })}
      >
        <WhenMenu when={filter.when} today={today} onWhen={(when) => set({ when })} />
      </FilterChip>
      <FilterChip
        name={FILTERS.exercise}
        value={named(filter.exercises.map((slug) => exerciseTitle(known, slug)))}
        icon="code"
        onClear={() => set({ exercises: [] })}
      >
        {known === undefined ? (
          waiting
        ) : (
          <SeveralMenu
            options={known.exercises.map(({ slug, title, submissions }) => ({
              value: slug,
              text: title,
              count: submissions,
            }))}
            chosen={filter.exercises}
            onChosen={(exercises) => set({ exercises })}
          />
        )}
      </FilterChip>
      <FilterChip
        name={FILTERS.interview}
        value={filter.interview === null ? null : interviewTitle(known, filter.interview)}
        icon="people"
        onClear={() => set({ interview: null })}
      >
        {known === undefined ? (
          waiting
        ) : (
          <OneMenu
            options={known.interviews.map(({ id, title, submissions }) => ({
              value: id,
              text: title,
              count: submissions,
            }))}
            chosen={filter.interview}
            onChosen={(interview) => set({ interview })}
          />
        )}
      </FilterChip>
      <FilterChip
        name={FILTERS.candidate}
        value={candidateWords(filter)}
        icon="people"
        onClear={() => set({ candidate: '', sitting: null })}
      >
        <CandidateMenu value={filter.candidate} onValue={(candidate) => set({ candidate, sitting: null })} />
      </FilterChip>
      <FilterChip
        name={FILTERS.claim}
        value={named(filter.claims.map((claim) => FILTERS.claims[claim].word))}
        icon="shield"
        onClear={() => set({ claims: [] })}
      >
        <SeveralMenu options={CLAIM_OPTIONS} chosen={filter.claims} onChosen={(claims) => set({ claims })} />
      </FilterChip>
    </section>
  );
}

function named(words: readonly string[]): string | null {
  if (words.length === 0) return null;
  return words.length > NAMED ? FILTERS.chosen(words.length) : words.join(', ');
}

function exerciseTitle(facets: SubmissionFacets | undefined, slug: string): string {
  return facets?.exercises.find((one) => one.slug === slug)?.title ?? slug;
}

function interviewTitle(facets: SubmissionFacets | undefined, id: string): string {
  return facets?.interviews.find((one) => one.id === id)?.title ?? FILTERS.unknown;
}

function candidateWords({ candidate, sitting }: ReviewFilter): string | null {
  if (candidate !== '') return candidate;
  return sitting === null ? null : FILTERS.one;
}

/** Noon is on that day in every time zone that a browser has. */
function dayWords(day: string): string {
  return formatDay(`${day}T12:00`);
}

function whenWords(when: When): string | null {
  switch (when.kind) {
    case 'any':
      return null;
    case 'days':
      return FILTERS.days(when.days);
    case 'dates': {
      const from = when.from === null ? null : dayWords(when.from);
      const to = when.to === null ? null : dayWords(when.to);
      if (from !== null && to !== null) return FILTERS.fromTo(from, to);
      return from === null ? FILTERS.until(to ?? '') : FILTERS.since(from);
    }
    default:
      return when satisfies never;
  }
}
