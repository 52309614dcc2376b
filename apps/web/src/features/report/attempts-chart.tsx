/** Attempts along the time of the interview: each a mark with its number and the code of its verdict. */
import type { ReportedAttempt } from '@lockstep/protocol';
import { formatInto } from '../../shared/clock/into.ts';
import { useLayoutMode } from '../../shared/ui/layout-mode.ts';
import { VERDICT_FACES } from '../../shared/ui/verdict.tsx';
import { attemptMarks, axisMinutes } from './attempt-marks.ts';
import { ITEM } from './messages.ts';

/** On a phone it is drawn narrower, so that its letters stay as large. */
const WIDTHS = { wide: 680, narrow: 344 } as const;
const PAD = 12;
const MARK = { width: 54, height: 20, gap: 4, row: 26 } as const;
const AXIS = 30;

export function AttemptsChart(props: {
  readonly title: string;
  readonly attempts: readonly ReportedAttempt[];
  /** The end of the axis. */
  readonly endMs: number;
}) {
  const { title, attempts, endMs } = props;
  const narrow = useLayoutMode() === 'narrow';
  const whole = narrow ? WIDTHS.narrow : WIDTHS.wide;
  const sizes = { width: whole - 2 * PAD, mark: MARK.width, gap: MARK.gap };
  const places = attemptMarks(
    attempts.map(({ intoMs }) => intoMs),
    endMs,
    sizes,
  );
  const rows = Math.max(1, ...places.map(({ row }) => row + 1));
  const base = rows * MARK.row + 6;
  const xOf = (minutes: number) => PAD + (endMs <= 0 ? 0 : ((minutes * 60_000) / endMs) * sizes.width);
  return (
    <figure className="report-chart">
      <svg
        role="img"
        aria-label={`${ITEM.chart(title)}: ${attempts.map(markWords).join(', ')}`}
        viewBox={`0 0 ${whole} ${base + AXIS}`}
      >
        <path className="chart-axis" d={`M${PAD} ${base}H${whole - PAD}`} />
        {axisMinutes(endMs, narrow ? 4 : 8).map((minutes) => (
          <g key={minutes}>
            <path className="chart-axis" d={`M${xOf(minutes)} ${base}v5`} />
            <text className="chart-minutes" x={xOf(minutes)} y={base + 18} textAnchor={anchorOf(xOf(minutes), whole)}>
              {ITEM.axis(minutes)}
            </text>
          </g>
        ))}
        {attempts.map((attempt, index) => {
          const place = places[index];
          if (place === undefined) return null;
          const top = base - 6 - (place.row + 1) * MARK.row + (MARK.row - MARK.height);
          const tone = attempt.verdict === null ? 'calm' : VERDICT_FACES[attempt.verdict].tone;
          return (
            <g key={attempt.submission} className={`chart-mark chart-${tone}`}>
              <path d={`M${PAD + place.x} ${top + MARK.height}V${base}`} />
              <rect x={PAD + place.left} y={top} width={MARK.width} height={MARK.height} rx="4" />
              <text x={PAD + place.left + MARK.width / 2} y={top + 14} textAnchor="middle">
                {attempt.number} {attempt.code ?? ITEM.nothing}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

function markWords({ number, verdict, state, intoMs }: ReportedAttempt): string {
  const word = verdict === null ? ITEM.states[state] : VERDICT_FACES[verdict].lower;
  return `${number} ${word} ${formatInto(intoMs)}`;
}

function anchorOf(x: number, whole: number): 'start' | 'middle' | 'end' {
  if (x < 40) return 'start';
  return x > whole - 40 ? 'end' : 'middle';
}
