/** A verification as it goes on: figures, the matrix of reference submissions, mutants; unexpected ones first once it has ended. */
import type { Verification, VerificationCounts } from '@lockstep/protocol';
import { Suspense, useState } from 'react';
import { Icon } from '../../../shared/ui/icon.tsx';
import { lazyPart } from '../../../shared/ui/lazy-part.ts';
import { LoadFailure, Notice, Skeleton } from '../../../shared/ui/states.tsx';
import { Matrix } from './matrix.tsx';
import { FIGURES, VERIFY } from './messages.ts';
import { type Equivalent, Mutants } from './mutants.tsx';
import type { Verifying } from './use-verification.ts';
import { openCount, wallMs } from './verification-model.ts';
import './verify.css';

const CaseDialog = lazyPart(() => import('./case-dialog.tsx'));

export function VerificationView(props: {
  readonly verifying: Verifying;
  /** Why it cannot be begun now; null: it can. */
  readonly blocked: string | null;
  readonly onOpenFile: (path: string, line?: number) => void;
  /** Writes down that a mutant is right all the same; rejects with what is to be said. */
  readonly onEquivalent: (entry: Equivalent) => Promise<void>;
}) {
  const { verifying, blocked } = props;
  const { verification, error, starting } = verifying;
  const [shown, setShown] = useState<number | null>(null);
  if (verification === null) {
    if (verifying.loading) {
      return error === null ? (
        <Skeleton lines={8} className="side-skeleton" />
      ) : (
        <LoadFailure error={error} retry={verifying.retry} />
      );
    }
    return (
      <Notice icon="shield" title={VERIFY.none} text={blocked ?? VERIFY.noneText}>
        <button
          type="button"
          className="button primary"
          disabled={blocked !== null || starting}
          title={blocked ?? undefined}
          onClick={verifying.start}
        >
          {starting ? VERIFY.starting : VERIFY.start}
        </button>
        <Fault error={error} />
      </Notice>
    );
  }
  return (
    <>
      <p className="sr" role="status">
        {verification.state === 'running' ? '' : VERIFY.announce(openCount(verification.counts))}
      </p>
      <Figures verification={verification} />
      <Strips verifying={verifying} verification={verification} blocked={blocked} />
      <Matrix verification={verification} onOpenFile={props.onOpenFile} onShow={setShown} />
      <Mutants
        verification={verification}
        onOpenFile={props.onOpenFile}
        onShow={setShown}
        onEquivalent={props.onEquivalent}
      />
      {shown === null ? null : (
        <Suspense fallback={null}>
          <CaseDialog verification={verification.id} position={shown} onClose={() => setShown(null)} />
        </Suspense>
      )}
    </>
  );
}

function Fault({ error }: { readonly error: Error | null }) {
  return (
    <div role="alert" className="ink-bad">
      {error?.message}
    </div>
  );
}

function Figures({ verification }: { readonly verification: Verification }) {
  const { counts } = verification;
  const ms = wallMs(verification);
  return (
    <dl className="verify-figures">
      <Figure value={FIGURES.of(counts.asExpected, counts.references)} words={FIGURES.references} />
      <Figure
        value={FIGURES.of(counts.killed, counts.mutants - counts.equivalent)}
        words={counts.equivalent === 0 ? FIGURES.mutants : FIGURES.equivalent(counts.equivalent)}
      />
      {counts.judgeErrors === 0 ? null : (
        <Figure value={FIGURES.of(counts.judgeErrors, counts.total)} words={FIGURES.errors} />
      )}
      {ms === null ? (
        <Figure value={FIGURES.of(counts.ended, counts.total)} words={FIGURES.sofar} />
      ) : (
        <Figure value={FIGURES.ms(ms)} words={FIGURES.time} />
      )}
    </dl>
  );
}

function Figure({ value, words }: { readonly value: string; readonly words: string }) {
  return (
    <div>
      <dt>{words}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Progress while it runs; then what has to be known about it. */
function Strips(props: {
  readonly verifying: Verifying;
  readonly verification: Verification;
  readonly blocked: string | null;
}) {
  const { verifying, verification, blocked } = props;
  const { state, counts } = verification;
  if (state === 'running') {
    return (
      <div className="verify-progress">
        <progress value={counts.ended} max={Math.max(1, counts.total)} aria-label={VERIFY.progress} />
        <span className="small ink2 nowrap">{VERIFY.judged(counts.ended, counts.total)}</span>
        <button
          type="button"
          className="button small"
          aria-disabled={verifying.cancelling || undefined}
          onClick={verifying.cancel}
        >
          {verifying.cancelling ? VERIFY.cancelling : VERIFY.cancel}
        </button>
        {verifying.stream === 'waiting' ? (
          <p className="small ink3" role="status">
            {VERIFY.waiting}
          </p>
        ) : null}
        <Fault error={verifying.error} />
      </div>
    );
  }
  const words = !verifying.upToDate
    ? VERIFY.changed
    : state === 'cancelled'
      ? VERIFY.cancelled
      : greenWords(counts, verification);
  return (
    <>
      {words === null ? null : (
        <p className={`side-strip ${verifying.upToDate && state === 'finished' ? 'ink-good' : 'ink2'}`}>
          <Icon name={verifying.upToDate && state === 'finished' ? 'check' : 'clock'} small />
          <span>{words}</span>
          {verifying.upToDate && state === 'finished' ? null : (
            <button
              type="button"
              className="button small"
              disabled={blocked !== null || verifying.starting}
              title={blocked ?? undefined}
              onClick={verifying.start}
            >
              {verifying.starting ? VERIFY.starting : VERIFY.again}
            </button>
          )}
        </p>
      )}
      {verifying.error === null ? null : (
        <div className="side-strip">
          <Fault error={verifying.error} />
        </div>
      )}
    </>
  );
}

function greenWords(counts: VerificationCounts, { green }: Verification): string | null {
  return green && openCount(counts) === 0 ? VERIFY.green : null;
}
