/** What an interview asks and how, in a few lines. */
import type { InterviewSettings } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TimedInterview } from '../../shared/api/interviews-api.ts';
import { exercisesQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { formatMoment } from '../../shared/format.ts';
import { Prose } from '../../shared/text/prose.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { bankEntries, itemKey } from './bank-model.ts';
import { ONE } from './messages.ts';

export function SettingsSummary(props: { readonly view: TimedInterview; readonly onArchive: () => void }) {
  const { view, onArchive } = props;
  const { api } = useServices();
  const bank = useQuery(exercisesQuery(api)).data;
  const known = bank === undefined ? null : bankEntries(bank);
  const { settings } = view;
  return (
    <section className="interview-summary" aria-label={ONE.settings}>
      <header>
        <h1>{settings.title}</h1>
        {view.begun ? null : (
          <Link to="/interviews/$id/edit" params={{ id: view.id }} className="button">
            {ONE.edit}
          </Link>
        )}
        <button type="button" className="button" onClick={onArchive}>
          {ONE.archive}
        </button>
      </header>
      <p className="interview-facts ink2">
        {factsOf(settings).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      <ol className="interview-parts" aria-label={ONE.items}>
        {settings.items.map((item, index) => (
          <li key={itemKey(item)}>
            <span className="chosen-place">{index + 1}</span>
            <Icon name={item.kind === 'exercise' ? 'code' : 'question'} small />
            <span className="sr">{ONE[item.kind]}: </span>
            {known?.get(itemKey(item))?.title ?? item.slug}
          </li>
        ))}
      </ol>
      {settings.instructions.trim() === '' ? null : (
        <details className="interview-instructions">
          <summary>
            <Icon name="chevron" small />
            {ONE.instructions}
          </summary>
          <div className="card prose">
            <Prose text={settings.instructions} />
          </div>
        </details>
      )}
      <p className="small ink3">{ONE.made(view.createdBy.name, formatMoment(view.createdAt))}</p>
    </section>
  );
}

function factsOf({
  minutes,
  opensAt,
  closesAt,
  submissions,
  feedback,
  writeAlong,
}: InterviewSettings): readonly string[] {
  const window = [
    opensAt === null ? null : ONE.from(formatMoment(opensAt)),
    closesAt === null ? null : ONE.until(formatMoment(closesAt)),
  ].filter((part) => part !== null);
  return [
    ONE.minutes(minutes),
    window.length === 0 ? ONE.anyTime : window.join(' '),
    submissions === null ? ONE.noLimit : ONE.submissions(submissions),
    ONE.feedback[feedback],
    ...(writeAlong ? [ONE.writeAlong] : []),
  ];
}
