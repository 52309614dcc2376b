/** One interview: its settings in short, and its candidates, renewed while somebody sits it. */
import type { SittingRow } from '@lockstep/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  archiveInterview,
  interviewKeys,
  interviewQuery,
  type TimedInterview,
} from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { ConfirmDialog } from '../../shared/ask/confirm-dialog.tsx';
import { Waiting } from '../../shared/staff/waiting.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Notice, useTitle } from '../../shared/ui/states.tsx';
import { type Asked, CandidateDialog } from './candidate-dialog.tsx';
import { CandidatesTable } from './candidates-table.tsx';
import { Frame, TO_LIST } from './frame.tsx';
import { INTERVIEWS, ONE } from './messages.ts';
import { SettingsSummary } from './settings-summary.tsx';

const RENEW_MS = 5_000;

/** Asks again only while the page is visible. */
export function useInterview(id: string) {
  const { api } = useServices();
  return useQuery({
    ...interviewQuery(api, id),
    refetchInterval: ({ state: { data } }) =>
      data?.sittings.some(({ state }) => state === 'running') ? RENEW_MS : false,
  });
}

export function InterviewPage({ id }: { readonly id: string }) {
  const interview = useInterview(id);
  useTitle(interview.data?.settings.title ?? INTERVIEWS.title);
  return (
    <Frame crumbs={[TO_LIST]}>
      {interview.data === undefined ? (
        <Waiting error={interview.error} retry={() => void interview.refetch()} from={`/interviews/${id}`} />
      ) : (
        <Interview view={interview.data} />
      )}
    </Frame>
  );
}

type Dialog = { readonly kind: 'archive' } | Asked;

function Interview({ view }: { readonly view: TimedInterview }) {
  const { api } = useServices();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const running = view.sittings.some(({ state }) => state === 'running');
  const archive = async (): Promise<void> => {
    await archiveInterview(api, view.id);
    await client.invalidateQueries({ queryKey: interviewKeys.list, exact: true });
    await navigate({ to: '/interviews' });
  };
  return (
    <>
      <SettingsSummary view={view} onArchive={() => setDialog({ kind: 'archive' })} />
      <section className="candidates" aria-label={ONE.candidates}>
        <header>
          <h2>{ONE.candidates}</h2>
          <span className="small ink3">{running ? ONE.refresh : ''}</span>
          <span className="spring" />
          {view.sittings.length === 0 ? null : <AddCandidate onAdd={() => setDialog({ kind: 'add' })} />}
        </header>
        {view.sittings.length === 0 ? (
          <Notice icon="people" title={ONE.none} text={ONE.noneText}>
            <AddCandidate onAdd={() => setDialog({ kind: 'add' })} />
          </Notice>
        ) : (
          <CandidatesTable view={view} onAsk={(kind, row: SittingRow) => setDialog({ kind, row })} />
        )}
      </section>
      {dialog === null ? null : dialog.kind === 'archive' ? (
        <ConfirmDialog
          title={ONE.archiveTitle}
          action={ONE.archive}
          busy={ONE.archiving}
          cancel={ONE.archiveCancel}
          act={archive}
          onClose={close}
        >
          <p>{ONE.archiveText}</p>
        </ConfirmDialog>
      ) : (
        <CandidateDialog view={view} asked={dialog} onAsk={setDialog} onClose={close} />
      )}
    </>
  );
}

function AddCandidate({ onAdd }: { readonly onAdd: () => void }) {
  return (
    <button type="button" className="button primary" onClick={onAdd}>
      <Icon name="plus" />
      {ONE.add}
    </button>
  );
}
