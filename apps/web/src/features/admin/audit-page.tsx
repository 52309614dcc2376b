/** Who did what, newest first, a page at a time. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useServices } from '../../shared/api/services.tsx';
import { formatMoment } from '../../shared/format.ts';
import { Notice, useTitle } from '../../shared/ui/states.tsx';
import { isErased } from './erased.ts';
import { Loading } from './loading.tsx';
import { ACTIONS, AUDIT } from './messages.ts';
import { MorePages } from './more-pages.tsx';
import { auditQuery } from './queries.ts';

export function AuditPage() {
  useTitle(AUDIT.title);
  const { api } = useServices();
  const pages = useInfiniteQuery(auditQuery(api));
  const entries = pages.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <h1>{AUDIT.title}</h1>
      <p className="ink2 admin-text">{AUDIT.text}</p>
      {entries === undefined ? (
        <Loading error={pages.error} retry={() => void pages.refetch()} lines={8} />
      ) : entries.length === 0 ? (
        <Notice icon="file" title={AUDIT.none} text={AUDIT.noneText} />
      ) : (
        <div className="card card-table audit-table">
          <table aria-label={AUDIT.title}>
            <thead>
              <tr>
                <th scope="col">{AUDIT.when}</th>
                <th scope="col">{AUDIT.what}</th>
                <th scope="col">{AUDIT.subject}</th>
                <th scope="col">{AUDIT.who}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map(({ id, at, action, subject, actor }) => (
                <tr key={id}>
                  <td className="nowrap ink2">
                    <time dateTime={at}>{formatMoment(at)}</time>
                  </td>
                  <td className="audit-what">{ACTIONS[action] ?? action}</td>
                  <td className="audit-subject">{subject}</td>
                  <td className="audit-who" data-label={AUDIT.who}>
                    {actor === null ? (
                      <span className="ink3">{AUDIT.server}</span>
                    ) : isErased(actor) ? (
                      <span className="ink3">{AUDIT.erased}</span>
                    ) : (
                      <>
                        {actor.name} <span className="ink3">{actor.email}</span>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <MorePages pages={pages} more={AUDIT.older} loading={AUDIT.loadingOlder} />
    </>
  );
}
