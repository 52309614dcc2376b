/** The one sentence first: where judging is, or what it found, and what that stands for. */
import type { Phase } from '@lockstep/protocol';
import type { ReactNode } from 'react';
import { Icon } from '../../../shared/ui/icon.tsx';
import { claimWords, type Tone, VERDICT_FACES, VerdictChip } from '../../../shared/ui/verdict.tsx';
import { RESULT } from '../messages.ts';
import type { Followed } from './follower.ts';
import type { Finished, PanelState } from './panel-state.ts';
import { ExceptionView } from './test-detail.tsx';

export function VerdictHead(props: { readonly submission: Followed; readonly onGoToLine: (line: number) => void }) {
  const { submission } = props;
  const { panel } = submission;
  if (submission.cancelled) {
    return <Head tone="calm" chips={<StateChip word={RESULT.cancelledTitle} />} title={RESULT.cancelledText} />;
  }
  const { stage } = panel;
  const goOn = submission.mode === 'samples' ? RESULT.goOnSamples : RESULT.goOn;
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
  const chips = (
    <>
      <VerdictChip verdict={verdict} />
      {flags
        .filter((flag) => flag !== verdict)
        .map((flag) => (
          <VerdictChip key={flag} verdict={flag} />
        ))}
    </>
  );
  return (
    <Head tone={VERDICT_FACES[verdict].tone} chips={chips} title={sentence}>
      {verdict === 'judge-error' ? <p>{RESULT.ourFault}</p> : null}
      {props.mode === 'samples' && verdict === 'accepted' ? <p>{RESULT.samplesOnly}</p> : null}
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

function StateChip({ word }: { readonly word: string }) {
  return (
    <span className="chip tone-now">
      <Icon name="half" small />
      {word}
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
