/** The page of one draft: loads it, for admins only. */
import type { PackageDraftView } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { useTitle } from '../../../shared/ui/states.tsx';
import { AdminsOnly, Waiting } from '../admins-only.tsx';
import { AUTHORING } from '../messages.ts';
import { draftQuery } from '../queries.ts';
import { DraftBar } from './draft-bar.tsx';
import { DraftView } from './draft-view.tsx';
import { DRAFT } from './messages.ts';
import './draft.css';

interface Place {
  readonly id: string;
  /** The file that the address names; null: none. */
  readonly file: string | null;
  readonly onFile: (path: string) => void;
}

export function DraftPage(place: Place) {
  return (
    <AdminsOnly around={Plain}>
      <Loaded {...place} />
    </AdminsOnly>
  );
}

/** What stands there until there is a draft. */
function Plain({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <DraftBar draft={null} actions={null} />
      <main className="authoring" id="content">
        {children}
      </main>
    </>
  );
}

function Loaded({ id, ...place }: Place) {
  const { api } = useServices();
  const { data, error, refetch } = useQuery(draftQuery(api, id));
  if (data !== undefined) return <Titled draft={data} {...place} />;
  return (
    <Plain>
      <Waiting
        error={error}
        retry={() => void refetch()}
        lines={12}
        missing={{ title: AUTHORING.goneTitle, text: AUTHORING.goneText }}
      />
    </Plain>
  );
}

function Titled(props: { readonly draft: PackageDraftView } & Omit<Place, 'id'>) {
  useTitle(DRAFT.documentTitle(props.draft.title));
  return <DraftView {...props} />;
}
