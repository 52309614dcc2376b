/** What happened in a sitting as a list and as spans of time. Pure; times are milliseconds since the sitting began. */
import type { InterviewItem, PersonKey, SittingMoment } from '@lockstep/protocol';

interface Face {
  /** Of the moment with which it began. */
  readonly id: number;
  readonly atMs: number;
  /** When it happened is the browser's word. */
  readonly delayed: boolean;
}

export type Fact =
  | (Face & {
      readonly kind: 'pasted';
      readonly slug: string;
      readonly characters: number;
      readonly lines: number;
      readonly told: 'browser' | 'size';
      readonly moved: boolean;
    })
  /** `untilMs` null: it goes on. */
  | (Face & { readonly kind: 'away' | 'cut-off'; readonly untilMs: number | null })
  | (Face & { readonly kind: 'pointed'; readonly slug: string; readonly by: PersonKey; readonly line: number })
  | (Face & { readonly kind: 'wrote-along'; readonly slug: string; readonly by: PersonKey });

/** From when to when the candidate looked at something. */
export interface Look {
  readonly item: InterviewItem;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Those that came late stand where they happened. */
export function inTime(moments: readonly SittingMoment[]): readonly SittingMoment[] {
  return [...moments].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id);
}

/** `moments`: in time. `endMs`: of the sitting, or now. */
export function factsOf(moments: readonly SittingMoment[], startedMs: number, endMs: number): readonly Fact[] {
  const facts: Fact[] = [];
  const isOver = (untilMs: number) => (untilMs >= endMs ? null : untilMs);
  for (const [index, moment] of moments.entries()) {
    const { id, delayed } = moment;
    const face = { id, delayed, atMs: Date.parse(moment.at) - startedMs };
    const until = (kind: SittingMoment['kind']): number => nextOf(moments, index, [kind], startedMs) ?? endMs;
    switch (moment.kind) {
      case 'pasted': {
        const { slug, characters, lines, told, moved } = moment;
        facts.push({ ...face, kind: 'pasted', slug, characters, lines, told, moved });
        break;
      }
      case 'away':
        facts.push({ ...face, kind: 'away', untilMs: isOver(until('back')) });
        break;
      case 'disconnected':
        facts.push({ ...face, kind: 'cut-off', untilMs: isOver(until('connected')) });
        break;
      case 'pointed':
        facts.push({ ...face, kind: 'pointed', slug: moment.slug, by: moment.by, line: moment.line });
        break;
      case 'wrote-along':
        facts.push({ ...face, kind: 'wrote-along', slug: moment.slug, by: moment.by });
        break;
      case 'opened':
      case 'back':
      case 'connected':
        break;
      default:
        moment satisfies never;
    }
  }
  return facts;
}

/** `moments`: in time. What was looked at when the connection broke is looked at again with the next one. */
export function looksOf(moments: readonly SittingMoment[], startedMs: number, endMs: number): readonly Look[] {
  const looks: Look[] = [];
  let item: InterviewItem | null = null;
  let fromMs: number | null = null;
  const end = (atMs: number): void => {
    const untilMs = Math.min(atMs, endMs);
    if (item !== null && fromMs !== null && untilMs > fromMs) looks.push({ item, fromMs, untilMs });
    fromMs = null;
  };
  for (const moment of moments) {
    const atMs = Date.parse(moment.at) - startedMs;
    if (moment.kind === 'opened') {
      end(atMs);
      item = moment.item;
      fromMs = atMs;
    } else if (moment.kind === 'disconnected') end(atMs);
    else if (moment.kind === 'connected') fromMs ??= atMs;
  }
  end(endMs);
  return looks;
}

/** What the candidate looked at then; null: nothing of the interview. */
export function lookAt(looks: readonly Look[], atMs: number): InterviewItem | null {
  return looks.findLast(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs)?.item ?? null;
}

function nextOf(
  moments: readonly SittingMoment[],
  index: number,
  kinds: readonly SittingMoment['kind'][],
  startedMs: number,
): number | null {
  const next = moments.slice(index + 1).find(({ kind }) => kinds.includes(kind));
  return next === undefined ? null : Date.parse(next.at) - startedMs;
}

/** Where the candidate is, as far as moments tell it: they come from all servers, while people are those of one. */
export interface Whereabouts {
  readonly connected: boolean;
  readonly away: boolean;
  readonly item: InterviewItem | null;
}

/** `moments`: in time. */
export function whereaboutsOf(moments: readonly SittingMoment[]): Whereabouts {
  let now: Whereabouts = { connected: false, away: false, item: null };
  for (const moment of moments) {
    if (moment.kind === 'connected') now = { ...now, connected: true };
    else if (moment.kind === 'disconnected') now = { ...now, connected: false, away: false };
    else if (moment.kind === 'away' || moment.kind === 'back') now = { ...now, away: moment.kind === 'away' };
    else if (moment.kind === 'opened') now = { ...now, item: moment.item };
  }
  return now;
}
