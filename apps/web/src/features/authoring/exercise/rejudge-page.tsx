/** Judging earlier submissions by the current revision: beginning, progress, what came out differently, applying it. */
import type { AuthoredExerciseView, Rejudge } from '@lockstep/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { formatMoment } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { LoadFailure, Notice, useTitle } from '../../../shared/ui/states.tsx';
import { rejudges } from '../authoring-api.ts';
import { authoringKeys, rejudgeQuery } from '../queries.ts';
import { ExerciseFrame } from './exercise-frame.tsx';
import { REJUDGE } from './messages.ts';
import { RejudgeDifferences } from './rejudge-differences.tsx';

export function RejudgePage(props: {
  readonly slug: string;
  /** The one that the address names; null: the newest. */
  readonly rejudge: string | null;
  /** null: a new one is to be begun. */
  readonly onRejudge: (id: string | null) => void;
}) {
  return <ExerciseFrame slug={props.slug}>{(view) => <Shown view={view} {...props} />}</ExerciseFrame>;
}

function Shown(props: {
  readonly view: AuthoredExerciseView;
  readonly rejudge: string | null;
  readonly onRejudge: (id: string | null) => void;
}) {
  const { view, rejudge, onRejudge } = props;
  const { slug, title } = view.exercise;
  useTitle(REJUDGE.documentTitle(title));
  const shown = rejudge === 'new' ? null : (rejudge ?? view.rejudges[0]?.id ?? null);
  const others = view.rejudges.filter(({ id }) => id !== shown);
  return (
    <>
      <p className="ink2 authoring-text">{REJUDGE.text}</p>
      {shown === null ? (
        <Begin view={view} onBegun={onRejudge} />
      ) : (
        <One key={shown} id={shown} slug={slug} onAnother={() => onRejudge('new')} />
      )}
      {others.length === 0 ? null : (
        <section className="exercise-drafts" aria-labelledby="rejudges-earlier">
          <h2 id="rejudges-earlier">{REJUDGE.earlier}</h2>
          <ul>
            {others.map(({ id, createdAt, startedBy, differences, ended }) => (
              <li key={id} className="card">
                <Link
                  to="/authoring/exercises/$slug/rejudge"
                  params={{ slug }}
                  search={{ rejudge: id }}
                  className="authoring-name"
                >
                  {REJUDGE.earlierOne(formatMoment(createdAt), startedBy.name)}
                </Link>
                <span className="small ink2">{REJUDGE.result(differences, ended)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Begin({ view, onBegun }: { readonly view: AuthoredExerciseView; readonly onBegun: (id: string) => void }) {
  const { api } = useServices();
  const client = useQueryClient();
  const { slug } = view.exercise;
  const old = view.revisions.filter(({ current, finished }) => !current && finished > 0);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = old.filter(({ id }) => !left.has(id));
  const count = chosen.reduce((sum, { finished }) => sum + finished, 0);
  const started = useMutation({
    networkMode: 'always',
    mutationFn: () => rejudges.start(api, slug, { revisions: left.size === 0 ? 'all' : chosen.map(({ id }) => id) }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: authoringKeys.exercise(slug) });
      onBegun(id);
    },
  });
  if (old.length === 0) return <Notice icon="check" title={REJUDGE.none} text={REJUDGE.noneText} />;
  const toggle = (id: string, on: boolean): void => {
    const next = new Set(left);
    if (on) next.delete(id);
    else next.add(id);
    setLeft(next);
  };
  return (
    <form
      className="card rejudge-begin"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.length > 0 && !started.isPending) started.mutate();
      }}
    >
      <fieldset>
        <legend>{REJUDGE.which}</legend>
        {old.map(({ id, publishedAt, finished }) => (
          <label key={id} className="form-check">
            <input type="checkbox" checked={!left.has(id)} onChange={(event) => toggle(id, event.target.checked)} />
            <span>
              <span className="mono">{id.slice(0, 8)}</span> {REJUDGE.revision(formatMoment(publishedAt), finished)}
            </span>
          </label>
        ))}
      </fieldset>
      <div role="alert" className="ink-bad">
        {started.error?.message ?? (chosen.length === 0 ? REJUDGE.chooseFault : null)}
      </div>
      <button
        type="submit"
        className="button primary"
        aria-disabled={chosen.length === 0 || started.isPending || undefined}
      >
        {started.isPending ? REJUDGE.starting : REJUDGE.start(count)}
      </button>
    </form>
  );
}

function One(props: { readonly id: string; readonly slug: string; readonly onAnother: () => void }) {
  const { api } = useServices();
  const { data, error, refetch } = useQuery(rejudgeQuery(api, props.id));
  if (data === undefined) {
    return error === null ? null : <LoadFailure error={error} retry={() => void refetch()} />;
  }
  return <Standing rejudge={data} slug={props.slug} onAnother={props.onAnother} />;
}

function Standing(props: { readonly rejudge: Rejudge; readonly slug: string; readonly onAnother: () => void }) {
  const { rejudge } = props;
  const { id, state, total, ended, differences, judgeErrors, applied, leftOut, current } = rejudge;
  const { api } = useServices();
  const client = useQueryClient();
  const cancelled = useMutation({
    networkMode: 'always',
    mutationFn: () => rejudges.cancel(api, id),
    onSuccess: (now) => client.setQueryData(authoringKeys.rejudge(id), now),
  });
  return (
    <>
      <div className="card rejudge-standing" role="status">
        {state === 'running' ? (
          <>
            <progress value={ended} max={Math.max(1, total)} aria-label={REJUDGE.progress} />
            <span>{REJUDGE.running(ended, total)}</span>
          </>
        ) : (
          <b>{REJUDGE.result(differences, ended)}</b>
        )}
        <span className="spring" />
        {state === 'running' ? (
          <button
            type="button"
            className="button small"
            aria-disabled={cancelled.isPending || undefined}
            onClick={() => cancelled.isPending || cancelled.mutate()}
          >
            {cancelled.isPending ? REJUDGE.cancelling : REJUDGE.cancel}
          </button>
        ) : (
          <button type="button" className="button small" onClick={props.onAnother}>
            {REJUDGE.another}
          </button>
        )}
        <Remarks
          remarks={[
            state === 'cancelled' ? REJUDGE.cancelled : null,
            current ? null : REJUDGE.old,
            leftOut === 0 ? null : REJUDGE.leftOut(leftOut),
            judgeErrors === 0 ? null : REJUDGE.errors(judgeErrors),
            applied === 0 ? null : REJUDGE.applied(applied),
            cancelled.error?.message ?? null,
          ]}
        />
      </div>
      {ended === 0 ? null : <RejudgeDifferences rejudge={rejudge} slug={props.slug} />}
    </>
  );
}

function Remarks({ remarks }: { readonly remarks: readonly (string | null)[] }) {
  const said = remarks.filter((remark) => remark !== null);
  if (said.length === 0) return null;
  return (
    <ul className="rejudge-remarks small ink2">
      {said.map((remark) => (
        <li key={remark}>
          <Icon name="question" small />
          {remark}
        </li>
      ))}
    </ul>
  );
}
