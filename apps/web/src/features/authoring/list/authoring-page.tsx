/** All drafts and all exercises: what is being worked on, what is published and from where, and ways to begin. */
import type { PackageDraft } from '@lockstep/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { exercisesQuery as bankQuery } from '../../../shared/api/queries.ts';
import { useServices } from '../../../shared/api/services.tsx';
import { type Question, QuestionDialog } from '../../../shared/ask/question-dialog.tsx';
import { useFocusAfter } from '../../../shared/ask/use-focus-after.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { useTitle } from '../../../shared/ui/states.tsx';
import '../../../shared/ui/card-table.css';
import { AuthoringFrame, Waiting } from '../admins-only.tsx';
import { drafts as draftsApi } from '../authoring-api.ts';
import { AUTHORING, BANK, DRAFTS, IMPORT, NEW_EXERCISE } from '../messages.ts';
import { authoringKeys, draftsQuery, exercisesQuery } from '../queries.ts';
import { ArchivedDrafts } from './archived-drafts.tsx';
import { BankTable } from './bank-table.tsx';
import { DraftsTable } from './drafts-table.tsx';
import { DuplicateDialog } from './duplicate-dialog.tsx';
import { ImportButton, ImportState, useDrop, useImport } from './import-zone.tsx';
import { NewDialog } from './new-dialog.tsx';

export function AuthoringPage() {
  return (
    <AuthoringFrame>
      <Lists />
    </AuthoringFrame>
  );
}

/** What lies over the page. */
type Over =
  | { readonly kind: 'new' }
  | { readonly kind: 'duplicate'; readonly draft: PackageDraft }
  | { readonly kind: 'question'; readonly question: Question };

function Lists() {
  useTitle(AUTHORING.title);
  const { api } = useServices();
  const client = useQueryClient();
  const navigate = useNavigate();
  const drafts = useQuery(draftsQuery(api, false));
  const bank = useQuery(exercisesQuery(api));
  const tracks = useQuery(bankQuery(api)).data?.tracks ?? [];
  const [over, setOver] = useState<Over | null>(null);
  const [said, setSaid] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusAfter(over !== null, heading);
  const open = (draft: PackageDraft) => {
    void client.invalidateQueries({ queryKey: ['authoring'] });
    void navigate({ to: '/authoring/$draft', params: { draft: draft.id } });
  };
  const importing = useImport(open);
  const isOver = useDrop((files) => void importing.take(files));
  const made = useMutation({
    networkMode: 'always',
    mutationFn: (slug: string) => draftsApi.makeOf(api, slug),
    onSuccess: open,
    onError: (error) => setSaid(error.message),
  });
  const archive = (draft: PackageDraft) =>
    setOver({
      kind: 'question',
      question: {
        title: DRAFTS.archiveTitle,
        text: DRAFTS.archiveText(draft.title),
        note: DRAFTS.archiveNote,
        action: DRAFTS.archive,
        act: async () => {
          await draftsApi.archive(api, draft.id);
          await client.invalidateQueries({ queryKey: authoringKeys.drafts });
          setSaid(DRAFTS.archived(draft.title));
        },
      },
    });
  return (
    <>
      <div className="authoring-head">
        <h1 ref={heading} tabIndex={-1}>
          {AUTHORING.title}
        </h1>
        <span className="spring" />
        <ImportButton busy={importing.state.kind === 'sending'} onFiles={(files) => void importing.take(files)} />
        <button type="button" className="button primary" onClick={() => setOver({ kind: 'new' })}>
          <Icon name="plus" small />
          {NEW_EXERCISE.action}
        </button>
      </div>
      <ImportState state={importing.state} onDismiss={importing.dismiss} />
      <p className="authoring-said" role="status">
        {said}
      </p>
      <section aria-labelledby="authoring-drafts">
        <h2 id="authoring-drafts">{DRAFTS.title}</h2>
        {drafts.data === undefined ? (
          <Waiting error={drafts.error} retry={() => void drafts.refetch()} lines={4} />
        ) : drafts.data.items.length === 0 ? (
          <p className="card authoring-none ink2">{DRAFTS.none}</p>
        ) : (
          <DraftsTable
            drafts={drafts.data.items}
            acts={{ onDuplicate: (draft) => setOver({ kind: 'duplicate', draft }), onArchive: archive }}
          />
        )}
        <ArchivedDrafts onSaid={setSaid} />
      </section>
      <section aria-labelledby="authoring-bank">
        <h2 id="authoring-bank">{BANK.title}</h2>
        <p className="ink2 authoring-text">{BANK.text}</p>
        {bank.data === undefined ? (
          <Waiting error={bank.error} retry={() => void bank.refetch()} lines={8} />
        ) : bank.data.items.length === 0 ? (
          <p className="card authoring-none ink2">{BANK.none}</p>
        ) : (
          <BankTable
            exercises={bank.data.items}
            making={made.isPending ? made.variables : null}
            onEdit={(slug) => made.isPending || made.mutate(slug)}
          />
        )}
        <Broken
          packages={bank.data?.broken ?? []}
          making={made.isPending ? made.variables : null}
          onEdit={(slug) => made.isPending || made.mutate(slug)}
        />
      </section>
      {isOver ? (
        <p className="drop-here">
          <Icon name="output" />
          {IMPORT.drop}
        </p>
      ) : null}
      {over?.kind === 'new' ? <NewDialog tracks={tracks} onMade={open} onClose={() => setOver(null)} /> : null}
      {over?.kind === 'duplicate' ? (
        <DuplicateDialog draft={over.draft} onMade={open} onClose={() => setOver(null)} />
      ) : null}
      {over?.kind === 'question' ? <QuestionDialog question={over.question} onClose={() => setOver(null)} /> : null}
    </>
  );
}

/** Packages of the folder that could not be loaded: who repairs one begins with a draft. */
function Broken(props: {
  readonly packages: readonly { readonly slug: string; readonly error: string }[];
  readonly making: string | null;
  readonly onEdit: (slug: string) => void;
}) {
  if (props.packages.length === 0) return null;
  return (
    <div className="authoring-broken">
      <h3>{BANK.broken}</h3>
      <p className="ink2">{BANK.brokenText}</p>
      <ul>
        {props.packages.map(({ slug, error }) => (
          <li key={slug} className="card">
            <div>
              <b className="mono">{slug}</b>
              <p className="small ink2">{error}</p>
            </div>
            <button
              type="button"
              className="button small"
              aria-label={BANK.editOf(slug)}
              aria-disabled={props.making === slug || undefined}
              onClick={() => props.onEdit(slug)}
            >
              {props.making === slug ? BANK.making : BANK.edit}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
