/** What comes of the interview for its candidate. Recorded by a press, never by itself: each one stays in the history. */
import { type Outcome, OutcomeConflict, OutcomeDecision, type SittingOutcome } from '@lockstep/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { conflictOf, outcomeQuery, RENEW_MS, reviewKeys, saveOutcome } from '../api/review-api.ts';
import { useServices } from '../api/services.tsx';
import { formatMoment } from '../format.ts';
import '../form/form.css';
import { Icon } from '../ui/icon.tsx';
import { LoadFailure, Skeleton } from '../ui/states.tsx';
import './assessment.css';
import { OutcomeMark } from './decision-mark.tsx';
import { OUTCOME, OUTCOMES } from './messages.ts';
import { useKeptText } from './use-kept-text.ts';

const MOST_REASON = 2_000;

export function OutcomeSection({ account, sitting }: { readonly account: string; readonly sitting: string }) {
  const { api } = useServices();
  const outcome = useQuery({ ...outcomeQuery(api, sitting), refetchInterval: RENEW_MS });
  const [open, setOpen] = useState(false);
  const { data } = outcome;
  return (
    <section className="assess-part" aria-label={OUTCOME.title}>
      <header>
        <h2>{OUTCOME.title}</h2>
      </header>
      {data === undefined ? (
        outcome.error === null ? (
          <Skeleton lines={2} />
        ) : (
          <LoadFailure error={outcome.error} retry={() => void outcome.refetch()} />
        )
      ) : (
        <>
          {data.current === null ? <p className="small ink2">{OUTCOME.none}</p> : <OneOutcome outcome={data.current} />}
          <History outcomes={data.history.slice(1)} />
          {open || data.current === null ? (
            <OutcomeForm
              account={account}
              sitting={sitting}
              current={data.current}
              onBegun={() => setOpen(true)}
              onDone={() => setOpen(false)}
            />
          ) : (
            <button type="button" className="button small outcome-change" onClick={() => setOpen(true)}>
              {OUTCOME.change}
            </button>
          )}
        </>
      )}
    </section>
  );
}

export function OneOutcome({ outcome }: { readonly outcome: Outcome }) {
  const { decision, reason, by, at } = outcome;
  return (
    <div className="outcome">
      <OutcomeMark decision={decision} />
      <span className="small ink2">{OUTCOME.by(by.name, formatMoment(at))}</span>
      {reason === '' ? null : <p className="assess-words">{reason}</p>}
    </div>
  );
}

function History({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  if (outcomes.length === 0) return null;
  return (
    <details className="outcome-history small">
      <summary>
        <Icon name="chevron" small />
        {OUTCOME.history(outcomes.length)}
      </summary>
      <ol>
        {outcomes.map((outcome) => (
          <li key={outcome.version}>
            <OneOutcome outcome={outcome} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function OutcomeForm(props: {
  readonly account: string;
  readonly sitting: string;
  /** null: the first one. */
  readonly current: Outcome | null;
  /** Something was entered: what others record meanwhile must not take the form away. */
  readonly onBegun: () => void;
  readonly onDone: () => void;
}) {
  const { account, sitting, current, onBegun, onDone } = props;
  const { api } = useServices();
  const client = useQueryClient();
  const id = useId();
  const reason = useKeptText(`lockstep:outcome:${account}:${sitting}`);
  const [decision, setDecision] = useState<OutcomeDecision | null>(null);
  const [missing, setMissing] = useState(false);
  const put = (outcome: Outcome | null): void =>
    void client.setQueryData<SittingOutcome>(reviewKeys.outcome(sitting), (known) =>
      known === undefined || outcome === null
        ? known
        : {
            current: outcome,
            history: [outcome, ...known.history.filter(({ version }) => version !== outcome.version)],
          },
    );
  const recorded = useMutation({
    networkMode: 'always',
    mutationFn: (chosen: OutcomeDecision) =>
      saveOutcome(api, sitting, { follows: current?.version ?? 0, decision: chosen, reason: reason.text.trim() }),
    onSuccess: (outcome) => {
      put(outcome);
      void client.invalidateQueries({ queryKey: reviewKeys.report(sitting) });
      reason.write('');
      setDecision(null);
      onDone();
    },
    onError: (error) => put(conflictOf(error, OutcomeConflict)?.current ?? null),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setMissing(decision === null);
    if (decision === null) document.getElementById(`${id}-${OutcomeDecision.options[0]}`)?.focus();
    else if (!recorded.isPending) recorded.mutate(decision);
  };
  const overtaken = conflictOf(recorded.error, OutcomeConflict)?.current ?? null;
  return (
    <form className="outcome-form" noValidate onSubmit={submit}>
      <fieldset aria-describedby={missing ? `${id}-missing` : undefined}>
        <legend className="sr">{OUTCOME.group}</legend>
        <div className="choices">
          {OutcomeDecision.options.map((option) => (
            <label key={option} className="choice">
              <input
                type="radio"
                id={`${id}-${option}`}
                name={id}
                checked={decision === option}
                onChange={() => {
                  onBegun();
                  setDecision(option);
                  setMissing(false);
                }}
              />
              <span>{OUTCOMES[option]}</span>
            </label>
          ))}
        </div>
        {missing ? (
          <p className="field-fault" id={`${id}-missing`}>
            {OUTCOME.choose}
          </p>
        ) : null}
      </fieldset>
      <div className="field">
        <label htmlFor={`${id}-reason`}>{OUTCOME.reason}</label>
        <textarea
          id={`${id}-reason`}
          className="input assess-text"
          rows={3}
          maxLength={MOST_REASON}
          value={reason.text}
          onChange={(event) => {
            onBegun();
            reason.write(event.target.value);
          }}
        />
      </div>
      <div role="alert" className="small ink-bad">
        {recorded.error === null
          ? null
          : overtaken === null
            ? recorded.error.message
            : OUTCOME.overtaken(overtaken.by.name, OUTCOMES[overtaken.decision])}
      </div>
      <div className="row">
        <button type="submit" className="button small" aria-disabled={recorded.isPending || undefined}>
          {recorded.isPending ? OUTCOME.recording : OUTCOME.record}
        </button>
        {current === null ? null : (
          <button type="button" className="button small quiet" onClick={onDone}>
            {OUTCOME.cancel}
          </button>
        )}
      </div>
    </form>
  );
}
