/** What the database holds, table by table, biggest first; and what is deleted by itself. */
import type { RetentionView } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../../shared/api/services.tsx';
import { formatBytes, formatCount } from '../../../shared/format.ts';
import { Loading } from '../loading.tsx';
import { shareOf } from './figures.ts';
import { RETENTION, STORAGE } from './messages.ts';
import { storageQuery } from './queries.ts';

export function Storage() {
  const { api } = useServices();
  const { data, error, refetch } = useQuery(storageQuery(api));
  return (
    <section className="admin-section" aria-label={STORAGE.title}>
      <h2>{STORAGE.title}</h2>
      {data === undefined ? (
        <Loading error={error} retry={() => void refetch()} lines={4} />
      ) : data.tables.length === 0 ? (
        <p className="ink2">{STORAGE.none}</p>
      ) : (
        <>
          <Rules retention={data.retention} />
          <p className="ink2">{STORAGE.text(formatBytes(data.bytes), data.tables.length)}</p>
          <div className="card card-table judging-table storage">
            <table aria-label={STORAGE.title}>
              <thead>
                <tr>
                  <th scope="col">{STORAGE.table}</th>
                  <th scope="col" className="number">
                    {STORAGE.rows}
                  </th>
                  <th scope="col" className="number">
                    {STORAGE.size}
                  </th>
                  <th scope="col">{STORAGE.share}</th>
                </tr>
              </thead>
              <tbody>
                {data.tables.map(({ name, rows, bytes }) => {
                  const percent = shareOf(bytes, data.bytes) * 100;
                  return (
                    <tr key={name}>
                      <th scope="row" className="mono storage-name">
                        {name}
                      </th>
                      <td className="number" data-label={STORAGE.rows}>
                        {formatCount(rows)}
                      </td>
                      <td className="number" data-label={STORAGE.size}>
                        {formatBytes(bytes)}
                      </td>
                      <td data-label={STORAGE.share}>
                        <div className="load">
                          <span className="figure-bar" aria-hidden="true">
                            <i style={{ width: `${percent}%` }} />
                          </span>
                          <span className="load-percent">{STORAGE.percent(percent)}</span>
                        </div>
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

/** The rules that are in force. */
function Rules({ retention }: { readonly retention: RetentionView }) {
  const { practiceDays, sittingDays, deliveryDays } = retention;
  const rules = [
    [RETENTION.practice, RETENTION.practiceRule(practiceDays), RETENTION.practiceSetting],
    [RETENTION.sittings, RETENTION.sittingsRule(sittingDays), RETENTION.sittingsSetting],
    [RETENTION.deliveries, RETENTION.deliveriesRule(deliveryDays), null],
  ] as const;
  return (
    <div className="retention">
      <h3>{RETENTION.title}</h3>
      <dl>
        {rules.map(([what, rule, setting]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {rule}
              {setting === null ? null : <code className="ink3">{setting}</code>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
