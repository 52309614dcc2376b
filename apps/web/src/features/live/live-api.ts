/** What the live page asks of the server: the log of typing, and the moments of a sitting. */
import { MomentPage, type SittingMoment, type Slug, TypingPage } from '@lockstep/protocol';
import { queryOptions } from '@tanstack/react-query';
import type { Api } from '../../shared/api/api.ts';

const at = (sitting: string, part: string, after: number): string =>
  `/api/sittings/${encodeURIComponent(sitting)}/${part}?${new URLSearchParams({ after: String(after) })}`;

/** A page of the log; `after`: the number of the last change that is known. */
export function readTyping(api: Api, sitting: string, slug: Slug, after: number): Promise<TypingPage> {
  return api.read(at(sitting, `typing/${encodeURIComponent(slug)}`, after), TypingPage);
}

export interface KnownMoments {
  readonly items: readonly SittingMoment[];
  readonly full: boolean;
  readonly people: MomentPage['people'];
}

export const momentsKey = (sitting: string) => ['interviews', 'moments', sitting] as const;

/** All of them. */
export function momentsQuery(api: Api, sitting: string) {
  return queryOptions({
    queryKey: momentsKey(sitting),
    queryFn: async ({ signal }): Promise<KnownMoments> => {
      const items: SittingMoment[] = [];
      const people = new Map<string, MomentPage['people'][number]>();
      for (let after: number | null = 0; ; ) {
        const page: MomentPage = await api.read(at(sitting, 'moments', after), MomentPage, signal);
        items.push(...page.items);
        for (const person of page.people) people.set(person.key, person);
        if (page.next === null) return { items, full: page.full, people: [...people.values()] };
        after = page.next;
      }
    },
  });
}

/** With one more, unless it is known. */
export function withMoment(known: KnownMoments, moment: SittingMoment): KnownMoments {
  if (known.items.some(({ id }) => id === moment.id)) return known;
  return { ...known, items: [...known.items, moment] };
}
