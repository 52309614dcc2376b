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

export function looksOf(moments: readonly SittingMoment[], startedMs: number, endMs: number): readonly Look[] {
  return moments.flatMap((moment, index) => {
    if (moment.kind !== 'opened' || moment.item === null) return [];
    const fromMs = Date.parse(moment.at) - startedMs;
    const untilMs = nextOf(moments, index, ['opened', 'disconnected'], startedMs) ?? endMs;
    return untilMs > fromMs ? [{ item: moment.item, fromMs, untilMs: Math.min(untilMs, endMs) }] : [];
  });
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
