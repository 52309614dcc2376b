/** The pages on which an interview is made and changed. */
import type { InterviewSettings } from '@lockstep/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { interviewKeys, interviewQuery, saveInterview, templatesQuery } from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { Waiting } from '../../shared/staff/waiting.tsx';
import { Notice, useTitle } from '../../shared/ui/states.tsx';
import { Frame, TO_LIST } from './frame.tsx';
import { InterviewForm } from './interview-form.tsx';
import { FORM } from './messages.ts';

export function NewInterviewPage() {
  useTitle(FORM.newTitle);
  const navigate = useNavigate();
  const { api } = useServices();
  const save = useSave(null);
  // Whoever may not make one learns it before the form is filled in.
  const allowed = useQuery(templatesQuery(api));
  return (
    <Frame crumbs={[TO_LIST]}>
      {allowed.data === undefined ? (
        <Waiting error={allowed.error} retry={() => void allowed.refetch()} from="/interviews/new" />
      ) : (
        <>
          <h1>{FORM.newTitle}</h1>
          <InterviewForm
            settings={null}
            action={FORM.create}
            save={save}
            onCancel={() => void navigate({ to: '/interviews' })}
          />
        </>
      )}
    </Frame>
  );
}

export function EditInterviewPage({ id }: { readonly id: string }) {
  useTitle(FORM.editTitle);
  const navigate = useNavigate();
  const { api } = useServices();
  const interview = useQuery({ ...interviewQuery(api, id), refetchOnWindowFocus: false });
  const save = useSave(id);
  const { data } = interview;
  if (data === undefined) {
    return (
      <Frame crumbs={[TO_LIST]}>
        <Waiting error={interview.error} retry={() => void interview.refetch()} from={`/interviews/${id}/edit`} />
      </Frame>
    );
  }
  return (
    <Frame crumbs={[TO_LIST, { text: data.settings.title, interview: id }]}>
      {data.begun ? (
        <Notice icon="lock" title={FORM.begunTitle} text={FORM.begunText} level="h1">
          <Link to="/interviews/$id" params={{ id }} className="button">
            {FORM.toInterview}
          </Link>
        </Notice>
      ) : (
        <>
          <h1>{FORM.editTitle}</h1>
          <InterviewForm
            settings={data.settings}
            action={FORM.save}
            save={save}
            onCancel={() => void navigate({ to: '/interviews/$id', params: { id } })}
          />
        </>
      )}
    </Frame>
  );
}

/** Saves, and goes to the interview. */
function useSave(id: string | null): (settings: InterviewSettings) => Promise<void> {
  const { api } = useServices();
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (settings) => {
    const saved = await saveInterview(api, id, settings);
    client.setQueryData(interviewKeys.one(saved.id), saved);
    void client.invalidateQueries({ queryKey: interviewKeys.list, exact: true });
    await navigate({ to: '/interviews/$id', params: { id: saved.id }, ignoreBlocker: true });
  };
}
