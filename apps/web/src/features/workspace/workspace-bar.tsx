/** Crumbs, neighbours, save state and the two actions. */
import type { ExerciseView } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode, RefObject } from 'react';
import { exercisesQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { AppBar } from '../../shared/ui/app-bar.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { ariaStroke, isMac, KeyHint, strokeText } from '../../shared/ui/shortcut.tsx';
import type { DraftStatus } from './draft/draft-face.ts';
import { saveWords, WORKSPACE } from './messages.ts';

export function WorkspaceBar(props: {
  readonly exercise: ExerciseView;
  readonly status: DraftStatus;
  readonly actions: ReactNode;
}) {
  const { exercise } = props;
  return (
    <AppBar
      brandName={false}
      left={
        <div className="crumbs">
          <Link to="/" hash={`track-${exercise.track.number}`} className="crumb-track">
            {exercise.track.title}
          </Link>
          <Icon name="chevron" small className="crumb-track" />
          <h1>{exercise.title}</h1>
          <Neighbours slug={exercise.slug} />
        </div>
      }
      right={
        <div className="bar-actions">
          <SaveState status={props.status} />
          {props.actions}
        </div>
      }
    />
  );
}

export function SaveState({ status }: { readonly status: DraftStatus }) {
  return (
    <span className={`save-state save-${status.kind}`} role="status" title={detailOf(status)}>
      {saveWords(status)}
    </span>
  );
}

function detailOf(status: DraftStatus): string | undefined {
  if (status.kind === 'kept-here') return status.reason;
  return status.kind === 'late' ? (status.said ?? undefined) : undefined;
}

/** Previous and next exercise in the order of the list. */
function Neighbours({ slug }: { readonly slug: string }) {
  const { api } = useServices();
  const items = useQuery(exercisesQuery(api)).data?.items ?? [];
  const order = [...items].sort((a, b) => a.track.number - b.track.number || a.position - b.position);
  const at = order.findIndex((item) => item.slug === slug);
  const previous = at < 0 ? undefined : order[at - 1];
  const next = at < 0 ? undefined : order[at + 1];
  return (
    <span className="neighbours">
      <Neighbour item={previous} icon="prev" label={WORKSPACE.previous} none={WORKSPACE.noPrevious} />
      <Neighbour item={next} icon="next" label={WORKSPACE.next} none={WORKSPACE.noNext} />
    </span>
  );
}

function Neighbour(props: {
  readonly item: { readonly slug: string; readonly title: string } | undefined;
  readonly icon: 'prev' | 'next';
  readonly label: string;
  readonly none: string;
}) {
  const { item, icon, label } = props;
  if (item === undefined) {
    return (
      <button type="button" className="button quiet small square" disabled aria-label={label} title={props.none}>
        <Icon name={icon} />
      </button>
    );
  }
  return (
    <Link
      to="/exercises/$slug"
      params={{ slug: item.slug }}
      className="button quiet small square"
      aria-label={`${label}: ${item.title}`}
      title={item.title}
    >
      <Icon name={icon} />
    </Link>
  );
}

/** "Run samples", what else can be run, and "Submit", with their keys. `blocked`: why they cannot be used now. */
export function Actions(props: {
  readonly blocked: string | null;
  readonly onSend: (mode: 'samples' | 'full') => void;
  /** Opens the field for a call of one's own, or closes it. */
  readonly onOwn: () => void;
  readonly ownButton: RefObject<HTMLButtonElement | null>;
  /** That field while it is open. */
  readonly popover: ReactNode;
}) {
  const mac = isMac();
  const { blocked } = props;
  return (
    <>
      <div className="split">
        <button
          type="button"
          className="button"
          disabled={blocked !== null}
          title={blocked ?? undefined}
          aria-keyshortcuts={ariaStroke('mod+enter', mac)}
          onClick={() => props.onSend('samples')}
        >
          {WORKSPACE.runSamples} <KeyHint keys={[strokeText('mod+enter', mac)]} />
        </button>
        <button
          ref={props.ownButton}
          type="button"
          className="button square"
          title={`${WORKSPACE.ownArguments} (${strokeText('alt+enter', mac)})`}
          aria-label={WORKSPACE.ownArguments}
          aria-keyshortcuts={ariaStroke('alt+enter', mac)}
          aria-haspopup="dialog"
          aria-expanded={props.popover !== null}
          onClick={props.onOwn}
        >
          <Icon name="down" small />
        </button>
        {props.popover}
      </div>
      <button
        type="button"
        className="button primary"
        disabled={blocked !== null}
        title={blocked ?? undefined}
        aria-keyshortcuts={ariaStroke('mod+shift+enter', mac)}
        onClick={() => props.onSend('full')}
      >
        {WORKSPACE.submit} <KeyHint keys={[strokeText('mod+shift+enter', mac)]} />
      </button>
    </>
  );
}
