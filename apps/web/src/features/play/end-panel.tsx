/** The end of a game: what came of it in a sentence, who waits for whom, and the ways on. */
import type { Trace } from '@lockstep/protocol';
import { WaitFigure } from '../../shared/timeline/wait-figure.tsx';
import { WaitingList } from '../../shared/timeline/waiting-list.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { KeyHint } from '../../shared/ui/shortcut.tsx';
import { END, endSentence, PLAY } from './messages.ts';
import { outcomeIcon, outcomeTone } from './outcome-chips.tsx';
import type { KnownOutcome } from './outcome-marks.ts';
import { CopyLink } from './toolbar.tsx';

export function EndPanel(props: {
  readonly trace: Trace;
  readonly outcome: KnownOutcome;
  /** What was expected, where somebody said so. */
  readonly expected: string | null;
  /** It ended right, and another schedule does not. */
  readonly breakable: boolean;
  readonly onRestart: () => void;
  readonly onGoToLine: (line: number) => void;
}) {
  const { trace, outcome, expected } = props;
  const { right, stuck } = outcome;
  return (
    <section className="play-end" aria-label={PLAY.ended}>
      <div className={`play-verdict reach-${outcomeTone(outcome)}`}>
        <Icon name={outcomeIcon(outcome)} />
        <div>
          <h3 tabIndex={-1}>
            {endSentence(outcome)} {right === null || (stuck && !right) ? '' : right ? END.right : END.wrong}
          </h3>
          {right === false && expected !== null ? <p className="small ink2">{END.expected(expected)}</p> : null}
        </div>
      </div>
      <WaitFigure trace={trace} />
      <WaitingList trace={trace} level="h3" onGoToLine={props.onGoToLine} />
      <div className="row wrap">
        <button type="button" className="button primary" aria-keyshortcuts="R" onClick={props.onRestart}>
          <Icon name="restart" />
          {props.breakable ? END.tryToBreak : END.startOver}
          <KeyHint keys={['R']} />
        </button>
        <CopyLink />
      </div>
    </section>
  );
}
