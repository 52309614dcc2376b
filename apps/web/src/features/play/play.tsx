/** A recorded call that is played by hand: program, lanes so far, moves; and what can still come of it. */
import type { Position } from '@lockstep/explorer';
import type { Finding, Recording, Trace } from '@lockstep/protocol';
import { useEffect, useMemo, useRef, useState } from 'react';
import { bringIntoView } from '../../shared/text/bring-into-view.ts';
import { scheduleRuns } from '../../shared/timeline/schedules.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { useLayoutMode } from '../../shared/ui/layout-mode.ts';
import { usePageKeys } from '../../shared/ui/page-keys.ts';
import { Notice, Skeleton } from '../../shared/ui/states.tsx';
import { type Command, commandOf } from './commands.ts';
import { EndPanel } from './end-panel.tsx';
import { type Guide, GuideStrip } from './guide-strip.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { LanesPane } from './lanes-pane.tsx';
import { PLAY, TROUBLE } from './messages.ts';
import { Moves } from './moves.tsx';
import { knownOutcomes, nothingBreaks } from './outcome-marks.ts';
import type { PlayWorker } from './play-session.ts';
import { ProgramPane } from './program-pane.tsx';
import { Reach } from './reach.tsx';
import { Said } from './said.tsx';
import { parseRuns } from './schedule-text.ts';
import { CopyLink, CopySchedule, HelpTools, WayTools } from './toolbar.tsx';
import { useGame, useTarget } from './use-game.ts';
import { usePlayer } from './use-player.ts';

export interface PlayProps {
  readonly program: string;
  readonly recording: Recording;
  /** Of the exercise that replays schedules; null where nothing does. */
  readonly slug: string | null;
  /** What was found in this call. */
  readonly finding: Finding | null;
  /** The text of a position. */
  readonly at: string;
  readonly onGo: (to: string, replace: boolean) => void;
  readonly startWorker: () => PlayWorker;
}

export function Play(props: PlayProps) {
  const [attempt, setAttempt] = useState(0);
  return <Board key={attempt} {...props} onRetry={() => setAttempt(attempt + 1)} />;
}

function Board(props: PlayProps & { readonly onRetry: () => void }) {
  const { program, recording, finding, at } = props;
  const { target, arrived, change } = useTarget(at, props.onGo);
  const session = usePlayer({ startWorker: props.startWorker, histories: recording.histories, at: target });
  const { fromStart, problem } = session;
  const [keysOpen, setKeysOpen] = useState(false);
  const guides = useMemo(() => guidesOf(finding), [finding]);
  const game = useGame({ session, target, arrived, onTarget: change, guides, onKeys: () => setKeysOpen(true) });
  const { position, moves, guide, run } = game;
  const known = useMemo(() => knownOutcomes(recording.outcomes, fromStart), [recording, fromStart]);
  const code = useRef<HTMLDivElement>(null);
  const narrow = useLayoutMode() === 'narrow';
  const { panel, remember } = useKeptFocus(position);
  const act = (command: Command): void => {
    remember();
    run(command);
  };

  usePageKeys((key) => {
    const command = keysOpen ? null : commandOf(key);
    if (command === null) return false;
    act(command);
    return true;
  });

  if (problem?.kind === 'broken') {
    return (
      <main className="play-center" id="content" role="alert">
        <Notice icon="error" title={TROUBLE.brokenTitle} text={TROUBLE.broken} level="h2">
          <button type="button" className="button" onClick={props.onRetry}>
            <Icon name="restart" />
            {TROUBLE.again}
          </button>
        </Notice>
      </main>
    );
  }
  if (position === null) return <PlayLoading words={PLAY.working} />;

  const outcome = known.find(({ key }) => key === position.outcome) ?? null;
  const trace = shownTrace(position, outcome?.text ?? '');
  const wayTools = <WayTools canUndo={game.canUndo} canRedo={game.canRedo} onCommand={act} />;
  const goToLine = (line: number): void => {
    bringIntoView(code.current, line);
    code.current?.querySelector('pre')?.focus({ preventScroll: true });
  };
  return (
    <main className="play" id="content">
      <Reach call={recording.call} known={known} fromStart={fromStart} position={position} />
      <Said trace={trace} position={position} outcome={outcome} known={known} refused={game.refused} />
      {game.unplayable ? (
        <div className="play-notice" role="alert">
          <Icon name="restart" small />
          <p>
            <b>{TROUBLE.unplayableTitle}.</b> {TROUBLE.unplayable}
          </p>
        </div>
      ) : null}
      <div className="play-panes">
        <ProgramPane program={program} trace={trace} moves={moves} host={code} />
        <LanesPane
          trace={trace}
          ended={outcome !== null}
          fresh={game.forward}
          onBack={(steps) => act({ kind: 'back', steps })}
          onGoToLine={goToLine}
        />
        <div className="play-side" ref={panel}>
          {guide === null ? null : (
            <GuideStrip
              guide={guide}
              actors={position.actors}
              onStep={() => act({ kind: 'guide', way: guide.way })}
              onEnd={() => act({ kind: 'guide-end' })}
              onClose={game.closeGuide}
            />
          )}
          <header className="play-head">
            <h2>{outcome === null ? PLAY.moves : PLAY.ended}</h2>
            {narrow ? wayTools : null}
          </header>
          {outcome === null ? (
            <Moves
              position={position}
              moves={moves}
              known={known}
              guided={guide === null ? null : { way: guide.way, actor: guide.actors[position.actors.length] }}
              onMove={(place) => act({ kind: 'move', place })}
            />
          ) : (
            <EndPanel
              trace={trace}
              outcome={outcome}
              expected={finding?.expected ?? null}
              breakable={outcome.right === true && !nothingBreaks(known, fromStart)}
              onRestart={() => act({ kind: 'restart' })}
              onGoToLine={goToLine}
            />
          )}
        </div>
      </div>
      <footer className="play-foot">
        {narrow ? null : wayTools}
        <HelpTools ways={guides.map(({ way }) => way)} onCommand={act} />
        <span className="spring" />
        <CopyLink />
        <CopySchedule schedule={trace.schedule} slug={props.slug} />
      </footer>
      {keysOpen ? <KeysDialog onClose={() => setKeysOpen(false)} /> : null}
    </main>
  );
}

export function PlayLoading({ words }: { readonly words: string }) {
  return (
    <main className="play play-loading" id="content">
      <p className="small ink3" role="status">
        {words}
      </p>
      <div className="play-panes">
        <Skeleton lines={12} />
        <Skeleton lines={9} />
        <Skeleton lines={5} />
      </div>
    </main>
  );
}

/** While somebody can go on, nobody waits for ever. */
function shownTrace({ trace, waiting, outcome }: Position, text: string): Trace {
  return { ...trace, waiting: outcome === null ? [] : [...waiting], outcome: text };
}

function guidesOf(finding: Finding | null): readonly Guide[] {
  const way = (name: Guide['way'], trace: Trace | null | undefined): Guide[] => {
    const actors = trace == null ? null : parseRuns(scheduleRuns(trace.schedule));
    return actors === null ? [] : [{ way: name, actors }];
  };
  return [...way('failing', finding?.failing), ...way('passing', finding?.passing)];
}

/** A card or button that had the focus may be gone at the next position: then the first one there gets it. */
function useKeptFocus(position: Position | null) {
  const panel = useRef<HTMLDivElement>(null);
  const had = useRef(false);
  useEffect(() => {
    if (position === null || !had.current || document.activeElement !== document.body) return;
    panel.current?.querySelector<HTMLElement>('h3[tabindex], .move')?.focus({ preventScroll: true });
  }, [position]);
  const remember = (): void => {
    had.current = panel.current?.contains(document.activeElement) ?? false;
  };
  return { panel, remember };
}
