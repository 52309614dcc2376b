/** What ended as judge error, with the cause, newest first. */
import type { FailedJudging } from '@lockstep/protocol';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../../shared/api/services.tsx';
import { formatCount, formatMoment } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { scroller } from '../../../shared/ui/scroller.ts';
import { Loading } from '../loading.tsx';
import { MorePages } from '../more-pages.tsx';
import { firstLine, shortId } from './figures.ts';
import { FAILURES, whatIsJudged } from './messages.ts';
import { failuresQuery, judgeAgain, judgingKey } from './queries.ts';

export function Failures() {
  const { api } = useServices();
  const pages = useInfiniteQuery(failuresQuery(api));
  const failures = pages.data?.pages.flatMap((page) => page.items);
  return (
    <section className="admin-section" aria-label={FAILURES.title}>
      <h2>{FAILURES.title}</h2>
      {failures === undefined ? (
        <Loading error={pages.error} retry={() => void pages.refetch()} lines={3} />
      ) : failures.length === 0 ? (
        <p className="ink2 failures-none">
          <Icon name="check" small />
          {FAILURES.none}
        </p>
      ) : (
        <>
          <p className="ink2 failures-text">{FAILURES.text}</p>
          <div className="card card-table judging-table failures">
            <table aria-label={FAILURES.title}>
              <thead>
                <tr>
                  <th scope="col">{FAILURES.when}</th>
                  <th scope="col">{FAILURES.exercise}</th>
                  <th scope="col">{FAILURES.attempts}</th>
                  <th scope="col">{FAILURES.cause}</th>
                  <th scope="col">
                    <span className="sr">{FAILURES.actions}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {failures.map((failure) => (
                  <Row key={failure.submission} failure={failure} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <MorePages pages={pages} more={FAILURES.older} loading={FAILURES.loadingOlder} />
    </section>
  );
}

function Row({ failure }: { readonly failure: FailedJudging }) {
  const { submission, slug, attempts, cause, finishedAt, purpose } = failure;
  const id = shortId(submission);
  return (
    <tr>
      <td className="nowrap ink2" data-label={FAILURES.when}>
        <time dateTime={finishedAt}>{formatMoment(finishedAt)}</time>
      </td>
      <th scope="row" className="judging-what">
        <Link to="/exercises/$slug" params={{ slug }} className="judging-slug">
          {slug}
        </Link>
        <span className="small ink3">
          {whatIsJudged(failure)},{' '}
          <span className="mono" title={submission}>
            {id}
          </span>
        </span>
      </th>
      <td data-label={FAILURES.attempts}>{formatCount(attempts)}</td>
      <td className="failure-cause">
        <details>
          <summary>
            <span className="mono">{firstLine(cause)}</span>
          </summary>
          <pre {...scroller(FAILURES.causeOf(id))}>{cause}</pre>
        </details>
      </td>
      <td>
        {purpose === 'candidate' ? <Again failure={failure} /> : <span className="small ink2">{FAILURES.authors}</span>}
      </td>
    </tr>
  );
}

/** Once is enough: a second press does nothing. */
function Again({ failure: { submission, slug } }: { readonly failure: FailedJudging }) {
  const { api } = useServices();
  const client = useQueryClient();
  const again = useMutation({
    networkMode: 'always',
    mutationFn: () => judgeAgain(api, submission),
    onSuccess: () => void client.invalidateQueries({ queryKey: judgingKey }),
  });
  const busyOrDone = again.isPending || again.isSuccess;
  return (
    <div className="failure-again">
      <button
        type="button"
        className="button small"
        aria-label={again.isIdle ? FAILURES.againOf(slug, shortId(submission)) : undefined}
        aria-disabled={busyOrDone || undefined}
        onClick={() => busyOrDone || again.mutate()}
      >
        {again.isSuccess ? <Icon name="check" small /> : null}
        {again.isSuccess ? FAILURES.done : again.isPending ? FAILURES.busy : FAILURES.again}
      </button>
      <p className={`small ${again.isError ? 'ink-bad' : 'ink2'}`} role="status">
        {again.isError ? again.error.message : again.isSuccess ? FAILURES.queued(shortId(again.data.id)) : ''}
      </p>
    </div>
  );
}
