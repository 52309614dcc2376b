/** What came out differently, and applying it: chosen ones or everything that was judged. */
import type { Rejudge, RejudgeDifference, SubmissionId } from '@lockstep/protocol';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { ConfirmDialog } from '../../../shared/ask/confirm-dialog.tsx';
import { formatMoment } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import '../../../shared/ui/card-table.css';
import { VERDICT_FACES } from '../../../shared/ui/verdict.tsx';
import { Waiting } from '../admins-only.tsx';
import { rejudges } from '../authoring-api.ts';
import { NEW_EXERCISE } from '../messages.ts';
import { authoringKeys, differencesQuery } from '../queries.ts';
import { APPLY, DIFFERENCES, STATES } from './messages.ts';

export function RejudgeDifferences({ rejudge, slug }: { readonly rejudge: Rejudge; readonly slug: string }) {
  const { api } = useServices();
  const client = useQueryClient();
  const { id, current, state, ended, applied } = rejudge;
  const pages = useInfiniteQuery(differencesQuery(api, id, ended));
  const [chosen, setChosen] = useState<ReadonlySet<SubmissionId>>(new Set());
  const [applying, setApplying] = useState<'all' | readonly SubmissionId[] | null>(null);
  const [said, setSaid] = useState('');
  if (pages.data === undefined) {
    return <Waiting error={pages.error} retry={() => void pages.refetch()} lines={4} />;
  }
  const items = pages.data.pages.flatMap((page) => page.items);
  const open = items.filter((item) => item.state === 'open').map(({ submission }) => submission);
  const toggle = (submission: SubmissionId, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(submission);
    else next.delete(submission);
    setChosen(next);
  };
  const blocked = current ? null : DIFFERENCES.oldTitle;
  const picked = open.filter((submission) => chosen.has(submission));
  return (
    <section className="rejudge-differences" aria-label={DIFFERENCES.label}>
      <div className="exercise-head">
        <span role="status" className="ink2">
          {said}
        </span>
        <span className="spring" />
        {open.length === 0 ? null : (
          <button
            type="button"
            className="button"
            disabled={blocked !== null || picked.length === 0}
            title={blocked ?? (picked.length === 0 ? DIFFERENCES.nothingChosen : undefined)}
            onClick={() => setApplying(picked)}
          >
            {DIFFERENCES.applyChosen(picked.length)}
          </button>
        )}
        {state === 'running' || applied === ended ? null : (
          <button
            type="button"
            className="button primary"
            disabled={blocked !== null}
            title={blocked ?? undefined}
            onClick={() => setApplying('all')}
          >
            {DIFFERENCES.applyAll}
          </button>
        )}
      </div>
      {items.length === 0 ? null : (
        <div className="card card-table">
          <table aria-label={DIFFERENCES.label}>
            <thead>
              <tr>
                <th scope="col">
                  <label className="form-check">
                    <input
                      type="checkbox"
                      checked={open.length > 0 && picked.length === open.length}
                      disabled={open.length === 0}
                      onChange={(event) => setChosen(new Set(event.target.checked ? open : []))}
                    />
                    <span className="sr">{DIFFERENCES.all}</span>
                  </label>
                </th>
                <th scope="col">{DIFFERENCES.submitted}</th>
                <th scope="col">{DIFFERENCES.who}</th>
                <th scope="col">{DIFFERENCES.before}</th>
                <th scope="col">{DIFFERENCES.after}</th>
                <th scope="col">{DIFFERENCES.state}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <Row key={item.submission} item={item} chosen={chosen.has(item.submission)} onChoose={toggle} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pages.hasNextPage ? (
        <button
          type="button"
          className="button rejudge-more"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {pages.isFetchingNextPage ? DIFFERENCES.loading : DIFFERENCES.more}
        </button>
      ) : null}
      {applying === null ? null : (
        <ApplyDialog
          rejudge={rejudge}
          submissions={applying}
          onDone={async (text) => {
            setApplying(null);
            setChosen(new Set());
            setSaid(text);
            await client.invalidateQueries({ queryKey: authoringKeys.rejudge(id) });
            await client.invalidateQueries({ queryKey: authoringKeys.exercise(slug) });
          }}
          onClose={() => setApplying(null)}
        />
      )}
    </section>
  );
}

function Row(props: {
  readonly item: RejudgeDifference;
  readonly chosen: boolean;
  readonly onChoose: (submission: SubmissionId, on: boolean) => void;
}) {
  const { item } = props;
  const { submission, submittedAt, who, before, after, sentence, state } = item;
  const moment = formatMoment(submittedAt);
  return (
    <tr>
      <td>
        <label className="form-check">
          <input
            type="checkbox"
            checked={state === 'open' && props.chosen}
            disabled={state !== 'open'}
            onChange={(event) => props.onChoose(submission, event.target.checked)}
          />
          <span className="sr">{DIFFERENCES.choose(moment)}</span>
        </label>
      </td>
      <td data-label={DIFFERENCES.submitted} className="nowrap">
        {moment}
      </td>
      <td data-label={DIFFERENCES.who} className="ink2">
        {DIFFERENCES[who]}
      </td>
      <td data-label={DIFFERENCES.before}>
        <Verdict result={before} />
      </td>
      <td data-label={DIFFERENCES.after}>
        <div>
          <Verdict result={after} />
          {sentence === null ? null : <p className="small ink2">{sentence}</p>}
        </div>
      </td>
      <td data-label={DIFFERENCES.state} className="ink2 small">
        {STATES[state]}
      </td>
    </tr>
  );
}

function Verdict({ result }: { readonly result: RejudgeDifference['before'] }) {
  const { verdict, claim } = result;
  if (verdict === null) return <span className="ink3">{DIFFERENCES.none}</span>;
  const { icon, tone, word, code } = VERDICT_FACES[verdict];
  return (
    <span className={`verdict-cell ink-${tone}`}>
      <Icon name={icon} small />
      {word} <code>{code}</code>
      {claim === null ? null : <span className="ink3 small">{claim.kind}</span>}
    </span>
  );
}

/** A request applies a bounded number: it is sent again until none is left. */
function ApplyDialog(props: {
  readonly rejudge: Rejudge;
  readonly submissions: 'all' | readonly SubmissionId[];
  readonly onDone: (text: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { rejudge, submissions } = props;
  const { api } = useServices();
  const [left, setLeft] = useState(submissions === 'all' ? rejudge.ended : submissions.length);
  const apply = async (): Promise<string> => {
    let applied = 0;
    let skipped = 0;
    for (;;) {
      const request = submissions === 'all' ? submissions : [...submissions];
      const step = await rejudges.apply(api, rejudge.id, { submissions: request });
      applied += step.applied;
      skipped += step.skipped.length;
      setLeft(step.left);
      if (step.left === 0 || step.applied + step.skipped.length === 0) return APPLY.done(applied, skipped);
    }
  };
  return (
    <ConfirmDialog
      title={APPLY.title}
      action={APPLY.action}
      busy={APPLY.busy(left)}
      cancel={NEW_EXERCISE.cancel}
      act={apply}
      onDone={(text) => void props.onDone(text)}
      onClose={props.onClose}
    >
      <p>{submissions === 'all' ? APPLY.all(rejudge.ended) : APPLY.chosen(submissions.length)}</p>
      <p className="ink2">{APPLY.note}</p>
    </ConfirmDialog>
  );
}
