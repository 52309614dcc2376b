/** The bar of a draft: where one is, how it stands, and what can be done with it. */
import type { PackageDraftView } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AppBar } from '../../../shared/ui/app-bar.tsx';
import { Icon } from '../../../shared/ui/icon.tsx';
import { ariaStroke, isMac, KeyHint, strokeText } from '../../../shared/ui/shortcut.tsx';
import { AUTHORING } from '../messages.ts';
import type { Verifying } from '../verify/use-verification.ts';
import { openCount } from '../verify/verification-model.ts';
import { DRAFT, STANDING } from './messages.ts';

export function DraftBar(props: { readonly draft: PackageDraftView | null; readonly actions: ReactNode }) {
  const { draft } = props;
  return (
    <AppBar
      brandName={false}
      left={
        <div className="draft-crumbs">
          <Link to="/authoring">{AUTHORING.title}</Link>
          <Icon name="chevron" small />
          {draft === null ? null : (
            <>
              <h1>{draft.title}</h1>
              <span className="draft-tag">{DRAFT.state(draft.version, stateOf(draft))}</span>
            </>
          )}
        </div>
      }
      right={props.actions}
    />
  );
}

/** Whether the draft still is what it comes from. */
export function stateOf({ basedOn, digest }: Pick<PackageDraftView, 'basedOn' | 'digest'>) {
  if (basedOn.digest !== digest) return 'changed';
  return basedOn.kind === 'app' ? 'published' : basedOn.kind === 'folder' ? 'folder' : 'changed';
}

export interface DraftActionsProps {
  readonly verifying: Verifying;
  /** Why it cannot be verified, and why it cannot be published; null: it can. */
  readonly verifyBlocked: string | null;
  readonly publishBlocked: string | null;
  /** Why there is no preview; null: there is. */
  readonly previewBlocked: string | null;
  readonly onVerify: () => void;
  readonly onPreview: () => void;
  readonly onPublish: () => void;
}

export function DraftActions(props: DraftActionsProps) {
  const { verifying, verifyBlocked, publishBlocked, previewBlocked } = props;
  const mac = isMac();
  const running = verifying.verification?.state === 'running';
  return (
    <div className="draft-actions">
      <span className="draft-standing">
        <Standing verifying={verifying} />
      </span>
      <button
        type="button"
        className="button draft-preview"
        disabled={previewBlocked !== null}
        title={previewBlocked ?? DRAFT.previewTitle}
        aria-haspopup="dialog"
        onClick={props.onPreview}
      >
        {DRAFT.preview}
      </button>
      {running ? (
        <button
          type="button"
          className="button"
          aria-disabled={verifying.cancelling || undefined}
          onClick={verifying.cancel}
        >
          {verifying.cancelling ? DRAFT.cancelling : DRAFT.cancel}
        </button>
      ) : (
        <button
          type="button"
          className="button primary"
          disabled={verifyBlocked !== null || verifying.starting}
          title={verifyBlocked ?? DRAFT.verifyTitle}
          aria-keyshortcuts={ariaStroke('mod+enter', mac)}
          onClick={props.onVerify}
        >
          {verifying.starting ? DRAFT.verifying : DRAFT.verify} <KeyHint keys={[strokeText('mod+enter', mac)]} />
        </button>
      )}
      <button
        type="button"
        className="button"
        // Stays in reach of the keyboard, so that the reason can be read.
        aria-disabled={publishBlocked !== null || undefined}
        aria-describedby={publishBlocked === null ? undefined : 'publish-reason'}
        title={publishBlocked ?? undefined}
        aria-haspopup="dialog"
        onClick={() => publishBlocked === null && props.onPublish()}
      >
        {DRAFT.publish}
      </button>
      <span className="sr" id="publish-reason">
        {publishBlocked}
      </span>
    </div>
  );
}

function Standing({ verifying }: { readonly verifying: Verifying }): ReactNode {
  const { verification, loading, upToDate } = verifying;
  if (verification === null) return loading ? null : STANDING.never;
  const { state, counts, endedAt, createdAt } = verification;
  if (state === 'running') return STANDING.running(counts.ended, counts.total);
  const when = endedAt ?? createdAt;
  const words =
    state === 'cancelled' ? STANDING.cancelled(when) : STANDING.verified(when, upToDate ? openCount(counts) : 0);
  return upToDate ? words : STANDING.changed(words);
}
