/** The rubric on the page of an interview: it can be changed at any time, unless what was scored would lose its meaning. */
import { type Rubric, RubricConflict, type RubricView } from '@lockstep/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import { interviewKeys } from '../../shared/api/interviews-api.ts';
import { conflictOf, reviewKeys, rubricQuery, saveRubric } from '../../shared/api/review-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { LoadFailure, Skeleton } from '../../shared/ui/states.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { FORM, RUBRIC } from './messages.ts';
import { RubricEditor } from './rubric-editor.tsx';
import { criterionValues, type RubricFaults, readRubric } from './rubric-model.ts';

export function RubricSection({ interview }: { readonly interview: string }) {
  const { api } = useServices();
  const rubric = useQuery({ ...rubricQuery(api, interview), refetchOnWindowFocus: false });
  const [editing, setEditing] = useState(false);
  const change = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setEditing(false);
    requestAnimationFrame(() => change.current?.focus());
  };
  const { data } = rubric;
  return (
    <section className="interview-rubric" aria-label={RUBRIC.section}>
      <header>
        <h2>{RUBRIC.section}</h2>
        <span className="spring" />
        {data === undefined || editing ? null : (
          <button ref={change} type="button" className="button" onClick={() => setEditing(true)}>
            {data.rubric.length === 0 ? RUBRIC.begin : RUBRIC.change}
          </button>
        )}
      </header>
      {data === undefined ? (
        rubric.error === null ? (
          <Skeleton lines={3} />
        ) : (
          <LoadFailure error={rubric.error} retry={() => void rubric.refetch()} />
        )
      ) : editing ? (
        <RubricForm interview={interview} view={data} onClose={close} />
      ) : data.rubric.length === 0 ? (
        <p className="ink2">{RUBRIC.none}</p>
      ) : (
        <RubricList rubric={data.rubric} />
      )}
    </section>
  );
}

export function RubricList({ rubric }: { readonly rubric: Rubric }) {
  return (
    <ul className="card rubric-list">
      {rubric.map(({ id, title, hint, weight, levels }) => (
        <li key={id}>
          <b>{title}</b>
          <span className="small ink2">{hint}</span>
          <span className="spring" />
          <span className="small ink3">{RUBRIC.weighs(weight)}</span>
          <span className="small ink2 rubric-list-levels">{levels.join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}

function RubricForm(props: { readonly interview: string; readonly view: RubricView; readonly onClose: () => void }) {
  const { interview, view, onClose } = props;
  const { api } = useServices();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [base, setBase] = useState(view);
  const [values, setValues] = useState(() => criterionValues(view.rubric));
  const [faults, setFaults] = useState<RubricFaults>({});
  const [said, setSaid] = useState('');
  const saved = useMutation({
    networkMode: 'always',
    mutationFn: (body: { readonly rubric: Rubric; readonly follows: number }) => saveRubric(api, interview, body),
    onSuccess: (now) => {
      client.setQueryData(reviewKeys.rubric(interview), now);
      void client.invalidateQueries({ queryKey: interviewKeys.one(interview) });
      onClose();
    },
  });
  const changed = JSON.stringify(values) !== JSON.stringify(criterionValues(base.rubric));
  const conflict = conflictOf(saved.error, RubricConflict);
  useLayoutEffect(() => {
    if (Object.keys(faults).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [faults]);
  const send = (follows: number): void => {
    const reading = readRubric(values);
    setFaults(reading.kind === 'faults' ? reading.faults : {});
    if (reading.kind === 'rubric' && !saved.isPending) saved.mutate({ rubric: reading.rubric, follows });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send(base.version);
  };
  const takeTheirs = (current: RubricView): void => {
    client.setQueryData(reviewKeys.rubric(interview), current);
    setBase(current);
    setValues(criterionValues(current.rubric));
    saved.reset();
  };
  return (
    <form ref={form} className="form" noValidate aria-label={RUBRIC.section} onSubmit={submit}>
      <p className="small ink2">{RUBRIC.changeHint}</p>
      <RubricEditor
        values={values}
        faults={faults}
        onValues={(next, words) => {
          setValues([...next]);
          setSaid(words);
        }}
      />
      <p className="sr" role="status">
        {said}
      </p>
      <div role="alert" className="form-fault">
        {saved.error === null ? null : (
          <div className="rubric-refusal">
            <p>
              <Icon name="error" small />
              <span>{conflict?.scored.length === 0 ? RUBRIC.overtaken : saved.error.message}</span>
            </p>
            {conflict === null || conflict.scored.length === 0 ? null : (
              <ul>
                {conflict.scored.map(({ criterion, title, level }) => (
                  <li key={`${criterion} ${level}`}>{RUBRIC.scored(title, level)}</li>
                ))}
              </ul>
            )}
            {conflict?.scored.length === 0 ? (
              <div className="row wrap">
                <button type="button" className="button small" onClick={() => takeTheirs(conflict.current)}>
                  {RUBRIC.takeTheirs}
                </button>
                <button type="button" className="button small" onClick={() => send(conflict.current.version)}>
                  {RUBRIC.keepMine}
                </button>
              </div>
            ) : null}
          </div>
        )}
      </div>
      <div className="form-actions">
        <button type="submit" className="button primary" aria-disabled={saved.isPending || undefined}>
          {saved.isPending ? FORM.saving : RUBRIC.save}
        </button>
        <button type="button" className="button quiet" onClick={onClose}>
          {FORM.cancel}
        </button>
      </div>
      <LeaveGuard changed={changed && !saved.isSuccess} />
    </form>
  );
}
