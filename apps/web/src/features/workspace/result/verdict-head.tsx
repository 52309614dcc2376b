/** The one sentence first: where judging is, or what it found, and what that stands for. */
import type { Phase } from '@lockstep/protocol';
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../../shared/ui/icon.tsx';
import { claimWords, type Tone, VERDICT_FACES, VerdictChip } from '../../../shared/ui/verdict.tsx';
import { RESULT } from '../messages.ts';
import { ExceptionView } from './exception-view.tsx';
import type { Followed } from './follower.ts';
import type { Finished, PanelState } from './panel-state.ts';

export function VerdictHead(props: { readonly submission: Followed; readonly onGoToLine: (line: number) => void }) {
  const { submission } = props;
  const { panel } = submission;
  if (submission.cancelled) {
    return <Head tone="calm" chips={<StateChip word={RESULT.cancelledTitle} />} title={RESULT.cancelledText} />;
  }
  const { stage } = panel;
  const goOn = submission.mode === 'full' ? RESULT.goOn : RESULT.goOnSamples;
  switch (stage.kind) {
    case 'queued':
      return (
        <Head tone="calm" chips={<StateChip word={RESULT.inLine} />} title={RESULT.place(stage.place)}>
          <Restarted submission={submission} />
          <p>{goOn}</p>
        </Head>
      );
    case 'running': {
      const phase = phaseUnderWay(panel);
      return (
        <Head tone="calm" chips={<StateChip word={RESULT.judging} />} title={RESULT.doing(phase)}>
          <Restarted submission={submission} />
          <p>{goOn}</p>
        </Head>
      );
    }
    case 'finished':
      return <FinishedHead result={stage.result} mode={submission.mode} onGoToLine={props.onGoToLine} />;
    default:
      return stage satisfies never;
  }
}

/** The running phase; between two phases the next one; null before the first. */
function phaseUnderWay({ phases }: PanelState): Phase | null {
  const running = phases.find(({ status }) => status === 'running');
  const begun = phases.some(({ status }) => status !== 'waiting');
  return (running ?? (begun ? phases.find(({ status }) => status === 'waiting') : undefined))?.phase ?? null;
}

function FinishedHead(props: {
  readonly result: Finished;
  readonly mode: Followed['mode'];
  readonly onGoToLine: (line: number) => void;
}) {
  const { verdict, flags, sentence, claim, compileError } = props.result;
  const ran = props.mode === 'own' && verdict === 'accepted';
  const chips = (
    <>
      {ran ? <StateChip icon="play" word={RESULT.ran} /> : <VerdictChip verdict={verdict} />}
      {flags
        .filter((flag) => flag !== verdict)
        .map((flag) => (
          <VerdictChip key={flag} verdict={flag} />
        ))}
    </>
  );
  return (
    <Head tone={ran ? 'calm' : VERDICT_FACES[verdict].tone} chips={chips} title={sentence}>
      {verdict === 'judge-error' ? <p>{RESULT.ourFault}</p> : null}
      {props.mode === 'samples' && verdict === 'accepted' ? <p>{RESULT.samplesOnly}</p> : null}
      {ran ? <p>{RESULT.ownOnly}</p> : null}
      {compileError === null ? null : <ExceptionView exception={compileError} onGoToLine={props.onGoToLine} />}
      {claim === null ? null : (
        <p className="claim">
          <Icon name="shield" />
          <span>
            <b>{claimWords(claim).head}</b> {claimWords(claim).text}
          </span>
        </p>
      )}
    </Head>
  );
}

function Restarted({ submission }: { readonly submission: Followed }) {
  const { restarted } = submission.panel;
  if (restarted === null) return null;
  return (
    <p className="restarted">
      <Icon name="restart" small />
      {RESULT.restarted[restarted]}
    </p>
  );
}

/** Without an icon of its own: something is under way. */
function StateChip(props: { readonly word: string; readonly icon?: IconName }) {
  return (
    <span className={props.icon === undefined ? 'chip tone-now' : 'chip'}>
      <Icon name={props.icon ?? 'half'} small />
      {props.word}
    </span>
  );
}

function Head(props: {
  readonly tone: Tone;
  readonly chips: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={`verdict verdict-${props.tone}`}>
      <div className="row wrap">{props.chips}</div>
      <h3>{props.title}</h3>
      {props.children}
    </div>
  );
}
