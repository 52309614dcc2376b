/**
 * A schedule as a file that any viewer opens: one SVG without style sheets, scripts or fonts of its own. Pure: the same trace,
 * layout and colours give the same text. Everything that comes from a program is escaped.
 */
import type { Trace } from '@lockstep/protocol';
import { briefWords } from './brief-words.ts';
import { NUMBERS, WORDS_FROM } from './columns.ts';
import type { Crossing } from './crossing.ts';
import { arcsOf, groundOf, messageWays } from './figure-paths.ts';
import { changeWords, TEXT, TIMELINE } from './messages.ts';
import { nameOf } from './names.ts';
import { markAt, type Shape, shapeOf } from './step-mark.tsx';
import { spanLabel, type TimelineLayout } from './timeline-layout.ts';

export interface SvgColours {
  /** What a token like `--ink` is now: `rgb(20, 23, 28)`. */
  of(token: string): string;
}

const HEAD = 40;
const FOOT = 12;
/** Of a letter at 12 px, about. */
const LETTER = 6.6;
const SANS = 'font-family="sans-serif"';

export function traceSvg(trace: Trace, layout: TimelineLayout, crossing: Crossing | null, colours: SvgColours): string {
  const words = rowWords(trace, layout, crossing);
  const right = Math.max(
    ...words.map(({ x, text }) => x + text.length * LETTER),
    ...layout.lanes.map(({ x, name }) => x + NUMBERS + name.length * LETTER + 16),
  );
  const width = Math.ceil(Math.max(right, NUMBERS + layout.width)) + 16;
  const height = HEAD + layout.height + FOOT;
  const ink = colours.of('--ink');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(TEXT.svgTitle(trace.steps.length, trace.outcome))}</title>`,
    `<rect width="${width}" height="${height}" fill="${colours.of('--surface')}"/>`,
    ...heads(layout, colours),
    `<g transform="translate(0 ${HEAD})">`,
    ...ground(layout, crossing, colours, width),
    `<g transform="translate(${NUMBERS} 0)">`,
    ...figure(trace, layout, crossing, colours),
    '</g>',
    ...words.map(({ x, y, text, conflict }) => {
      const colour = conflict ? colours.of('--bad') : ink;
      return `<text x="${x}" y="${y + 4}" ${SANS} font-size="12" fill="${colour}"${conflict ? ' font-weight="bold"' : ''}>${escaped(text)}</text>`;
    }),
    ...layout.rows.flatMap((row) =>
      row.kind === 'step'
        ? [
            `<text x="26" y="${row.y + 4}" ${SANS} font-size="11" text-anchor="end" fill="${colours.of('--ink-3')}">${row.step + 1}</text>`,
          ]
        : [],
    ),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** What stands in each row, and where. */
function rowWords(trace: Trace, layout: TimelineLayout, crossing: Crossing | null) {
  const { rows, lanes, columns, width: figureWidth } = layout;
  return rows.map((row) => {
    const at = row.kind === 'step' ? row.step : row.kind === 'fold' ? row.from : -1;
    const step = trace.steps[at];
    const lane = lanes.find(({ path }) => path === step?.actor.process);
    const beside = NUMBERS + figureWidth + 6;
    const x = columns === null ? beside : NUMBERS + (lane?.x ?? 0) + WORDS_FROM;
    const conflict = row.kind === 'step' && (crossing?.steps.includes(at) ?? false);
    const name = step === undefined ? '' : TIMELINE.actor(nameOf(trace, step.actor.process), step.actor.feeder);
    const who = columns === null || step?.actor.feeder === true ? `${name} ` : '';
    if (row.kind === 'fold') {
      const text =
        row.of === 'others' ? TIMELINE.foldOthers(row.to - row.from) : TIMELINE.fold(name, row.to - row.from);
      return { x: columns === null ? beside : NUMBERS + WORDS_FROM, y: row.y, text, conflict };
    }
    if (row.kind === 'end' || step === undefined) {
      const text = `${trace.waiting.length > 0 ? TIMELINE.stuck : TIMELINE.ended} ${trace.outcome}`;
      const last = lanes.findLast(({ idle }) => !idle)?.x ?? 0;
      return { x: columns === null ? beside : NUMBERS + last + WORDS_FROM, y: row.y, text, conflict };
    }
    const change = step.kind === 'acquire' || step.kind === 'release' ? null : changeWords(step);
    const full = `${who}${step.text}${change === null ? '' : `  ${change}`}`;
    return { x, y: row.y, text: columns?.words === 'brief' ? `${who}${briefWords(step)}` : full, conflict };
  });
}

function heads({ lanes }: TimelineLayout, colours: SvgColours): string[] {
  return lanes
    .filter(({ idle }) => !idle)
    .map(({ x, name, index }) => {
      const at = NUMBERS + x;
      return `<g fill="${colours.of(lane(index))}"><rect x="${at - 4}" y="14" width="8" height="8" rx="2"/><text x="${at + 10}" y="22" ${SANS} font-size="12" font-weight="bold" fill="${colours.of(`${lane(index)}-text`)}">${escaped(name)}</text></g>`;
    });
}

function ground(layout: TimelineLayout, crossing: Crossing | null, colours: SvgColours, width: number): string[] {
  if (crossing === null) return [];
  const { top, bottom } = groundOf(layout, crossing);
  return [`<rect x="0" y="${top}" width="${width}" height="${bottom - top}" fill="${colours.of('--bad-soft')}"/>`];
}

function figure(trace: Trace, layout: TimelineLayout, crossing: Crossing | null, colours: SvgColours): string[] {
  const { lanes, rows, lines, spans, starts, stuck } = layout;
  const xOf = (index: number): number => lanes[index]?.x ?? 0;
  const stroke = (token: string, width: number, more = ''): string =>
    `fill="none" stroke="${colours.of(token)}" stroke-width="${width}"${more}`;
  const bad = colours.of('--bad');
  return [
    ...spans.flatMap((span) => {
      const { lane: index, x, width, from, to } = span;
      const label = spanLabel(span, layout);
      return [
        `<rect x="${x}" y="${from}" width="${width}" height="${to - from}" rx="2" fill="${colours.of(`${lane(index)}-soft`)}"/>`,
        `<rect x="${x}" y="${from}" width="2" height="${to - from}" fill="${colours.of(lane(index))}"/>`,
        ...(label === null
          ? []
          : [
              `<text transform="translate(${x + 9} ${(from + to) / 2}) rotate(-90)" ${SANS} font-size="9" text-anchor="middle" fill="${colours.of(`${lane(index)}-text`)}">${escaped(label)}</text>`,
            ]),
      ];
    }),
    ...lines.map(
      ({ lane: index, from, to, runs }) =>
        `<path d="M${xOf(index)} ${from}V${to}" ${runs ? stroke(lane(index), 2) : stroke(lane(index), 1.5, ' stroke-dasharray="1 5" stroke-linecap="round"')}/>`,
    ),
    ...starts.map(
      ({ parent, child, y }) =>
        `<path d="M${xOf(parent)} ${y}H${xOf(child) - 6}q6 0 6 6" ${stroke(lane(child), 1.5)}/>`,
    ),
    ...messageWays(layout, trace, 0).map(
      ({ lane: index, line, head }) => `<path d="${line}${head}" ${stroke(lane(index), 1.25, ' opacity="0.6"')}/>`,
    ),
    ...(crossing === null ? [] : arcsOf(layout, trace, crossing, TIMELINE.holdsValue)).flatMap(
      ({ kind, line, head, label }) => [
        `<path d="${line}" ${stroke('--bad', 1.75, kind === 'other' ? '' : ' stroke-dasharray="4 3"')}/>`,
        ...(head === null ? [] : [`<path d="${head}" ${stroke('--bad', 1.75)}/>`]),
        ...(label === null
          ? []
          : [
              `<rect x="${label.x}" y="${label.y - 10}" width="${label.width}" height="20" rx="4" fill="${colours.of('--surface')}" stroke="${bad}"/>`,
              `<text x="${label.x + label.width / 2}" y="${label.y + 4}" ${SANS} font-size="11" text-anchor="middle" fill="${bad}">${escaped(label.text)}</text>`,
            ]),
      ],
    ),
    ...rows.flatMap((row) => {
      if (row.kind === 'end') return stuck.map((index) => mark('wait', xOf(index), row.y, '--bad', colours));
      const step = row.kind === 'step' ? trace.steps[row.step] : undefined;
      const own = lanes.find(({ path }) => path === step?.actor.process);
      return step === undefined || own === undefined
        ? []
        : [mark(shapeOf(step), own.x, row.y, lane(own.index), colours)];
    }),
  ];
}

function mark(shape: Shape, x: number, y: number, token: string, colours: SvgColours): string {
  const { d, style } = markAt(shape, x, y);
  const colour = colours.of(token);
  const fill = style === 'filled' ? colour : style === 'hollow' ? colours.of('--surface') : 'none';
  return `<path d="${d}" fill="${fill}" stroke="${colour}" stroke-width="1.75" stroke-linejoin="round"/>`;
}

/** As the classes of lanes: main first, the others through the colours. */
function lane(index: number): string {
  return index === 0 ? '--lane-m' : `--lane-${(index - 1) % 6}`;
}

const SPECIAL: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Also without what XML cannot have in it. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (letter) => SPECIAL[letter] ?? '')
    .replace(/\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, '\uFFFD');
}
