/** The judging: who judges, what waits, what could not be judged, and what the database holds. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { type Question, QuestionDialog } from '../../../shared/ask/question-dialog.tsx';
import { useFocusAfter } from '../../../shared/ask/use-focus-after.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { useTitle } from '../../../shared/ui/states.tsx';
import { Loading } from '../loading.tsx';
import { Failures } from './failures.tsx';
import { Graders } from './graders.tsx';
import './judging.css';
import { JUDGING } from './messages.ts';
import { judgingKey, judgingQuery } from './queries.ts';
import { Queue } from './queue.tsx';
import { Storage } from './storage.tsx';

export function JudgingPage() {
  useTitle(JUDGING.title);
  return (
    <>
      <h1>{JUDGING.title}</h1>
      <p className="ink2 admin-text">{JUDGING.text}</p>
      <Now />
      <Failures />
      <Storage />
    </>
  );
}

/** What changes by itself. */
function Now() {
  const { api } = useServices();
  const client = useQueryClient();
  const { data, dataUpdatedAt, error, refetch } = useQuery(judgingQuery(api));
  const [question, setQuestion] = useState<Question | null>(null);
  const [said, setSaid] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusAfter(question !== null, heading);
  if (data === undefined) return <Loading error={error} retry={() => void refetch()} lines={6} />;
  return (
    <>
      <p className="judging-stale ink-warn" role="status">
        {error === null ? null : (
          <>
            <Icon name="offline" small />
            {JUDGING.stale(error.message)}
          </>
        )}
      </p>
      <Graders graders={data.graders} nowMs={dataUpdatedAt} />
      <Queue
        judging={data}
        nowMs={dataUpdatedAt}
        heading={heading}
        said={said}
        onAsk={(asked) => {
          setSaid('');
          setQuestion(asked);
        }}
        onCancelled={async (words) => {
          await client.invalidateQueries({ queryKey: judgingKey });
          setSaid(words);
        }}
      />
      {question === null ? null : <QuestionDialog question={question} onClose={() => setQuestion(null)} />}
    </>
  );
}
