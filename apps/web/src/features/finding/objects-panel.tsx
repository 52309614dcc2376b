/** The shared objects after the current step, and the step itself in words, which are read out when it changes. */
import type { Trace } from '@lockstep/protocol';
import { useMemo } from 'react';
import type { Crossing } from '../../shared/timeline/crossing.ts';
import { changeWords, TIMELINE } from '../../shared/timeline/messages.ts';
import { laneOf, nameOf } from '../../shared/timeline/names.ts';
import { type ObjectState, type SharedObject, statesAfter } from '../../shared/timeline/object-states.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { scroller } from '../../shared/ui/scroller.ts';
import { looksAfter } from './looks.ts';
import { OBJECTS } from './messages.ts';

export function ObjectsPanel(props: {
  readonly trace: Trace;
  readonly objects: readonly SharedObject[];
  readonly crossing: Crossing | null;
  readonly at: number;
}) {
  const { trace, objects, crossing, at } = props;
  const states = useMemo(() => statesAfter(trace, objects, at), [trace, objects, at]);
  const title = OBJECTS.title(at + 1);
  return (
    <section className="finding-objects" aria-label={title}>
      <header className="finding-pane-head">
        <h2>{title}</h2>
      </header>
      <div className="finding-objects-body" {...scroller(title)}>
        <p className="finding-said" aria-live="polite">
          {stepWords(trace, crossing, at)}
        </p>
        {states.length === 0 ? (
          <p className="small ink3">{OBJECTS.none}</p>
        ) : (
          <ul className="object-states">
            {states.map((state) => (
              <State key={state.key} trace={trace} state={state} wrong={crossing?.steps.includes(at) ?? false} />
            ))}
          </ul>
        )}
        <Looks trace={trace} crossing={crossing} at={at} />
      </div>
    </section>
  );
}

function State(props: { readonly trace: Trace; readonly state: ObjectState; readonly wrong: boolean }) {
  const { trace, state } = props;
  const { key, name, kind, value, was, holder } = state;
  const changed = was !== null;
  return (
    <li className={changed ? `object-state object-changed ${props.wrong ? 'object-wrong' : ''}` : 'object-state'}>
      <span className="object-name">
        <b className="mono">{name}</b>
        <small className="ink3">{OBJECTS.kinds[kind]}</small>
      </span>
      {kind === 'lock' ? (
        holder === null ? (
          <span className="object-lock ink2">
            <Icon name="unlock" small />
            {value}
          </span>
        ) : (
          <span className={`object-lock place-tag ${laneOf(trace, holder)}`}>
            <Icon name="lock" small />
            {nameOf(trace, holder)}
          </span>
        )
      ) : (
        // The key makes the ground flash again with each change.
        <span className="object-value mono" key={`${key} ${changed ? value : ''}`}>
          {changed ? (
            <s>
              <span className="sr">{OBJECTS.was} </span>
              {was}
            </s>
          ) : null}
          <b>{value}</b>
        </span>
      )}
    </li>
  );
}

/** What each process made of its last look at the object that the finding is about. */
function Looks(props: { readonly trace: Trace; readonly crossing: Crossing | null; readonly at: number }) {
  const { trace, crossing, at } = props;
  const step = crossing?.links.find(({ kind }) => kind === 'stale')?.to;
  const about = step === undefined ? null : trace.steps[step];
  if (about?.objectName == null) return null;
  const looks = looksAfter(trace, about.objectName, at);
  if (looks.length === 0) return null;
  return (
    <ul className="object-looks" aria-label={OBJECTS.looks}>
      {looks.map(({ path, value, step: read, stale }) => (
        <li key={path}>
          <span className={`place-tag ${laneOf(trace, path)}`}>{nameOf(trace, path)}</span>
          <code>{OBJECTS.seen(about.object ?? '', value ?? '–')}</code>
          <span className={stale ? 'ink-bad' : 'ink3'}>
            {value === null ? OBJECTS.notRead : OBJECTS.readAt(read + 1)}
            {stale ? `, ${OBJECTS.stale}` : ''}
          </span>
        </li>
      ))}
    </ul>
  );
}

function stepWords(trace: Trace, crossing: Crossing | null, at: number): string {
  const step = trace.steps[at];
  if (step === undefined) return '';
  const name = TIMELINE.actor(nameOf(trace, step.actor.process), step.actor.feeder);
  const change = step.kind === 'acquire' || step.kind === 'release' ? null : changeWords(step);
  const said = OBJECTS.said(name, step.text, change);
  const held = crossing?.links.find(({ kind, from, to }) => kind === 'stale' && from < at && at <= to);
  const mine = held !== undefined && trace.steps[held.from]?.actor.process === step.actor.process;
  return held?.holds != null && mine ? `${said} ${OBJECTS.stillHolds(held.holds, held.from + 1)}` : said;
}
