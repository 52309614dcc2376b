/** The code in the middle: which exercise, whose eyes are followed, whether one writes along, and where one points. */
import type { InterviewItem, ItemStanding, Slug } from '@lockstep/protocol';
import { useState } from 'react';
import { Icon } from '../../../shared/ui/icon.tsx';
import { Skeleton } from '../../../shared/ui/states.tsx';
import { panelId, tabId } from '../../../shared/ui/tabs.tsx';
import { CODE } from '../messages.ts';
import { CodeView, type ShownCode } from './code-view.tsx';
import { CODE_TABS, ExerciseTabs } from './exercise-tabs.tsx';

export interface PointedBySelf {
  readonly line: number;
  readonly stop: () => void;
}

export function CodePane(props: {
  readonly candidate: string;
  readonly exercises: readonly ItemStanding[];
  /** All parts of the interview, in their order. */
  readonly items: readonly ItemStanding[];
  readonly shown: Slug;
  /** What the candidate looks at, or looked at then. */
  readonly item: InterviewItem | null;
  /** Somebody is there to be followed, or to be shown something. */
  readonly isHere: boolean;
  readonly onChoose: (slug: Slug) => void;
  readonly follows: boolean;
  readonly onFollow: (follows: boolean) => void;
  /** null: it is not there yet, or never was. */
  readonly code: ShownCode | null;
  readonly isLoading: boolean;
  /** The moment that is shown; null: now. */
  readonly atMs: number | null;
  readonly lookAt: number | null;
  /** null: this interview has no writing along. */
  readonly writing: { readonly on: boolean; readonly blocked: boolean; readonly toggle: () => void } | null;
  /** null: nobody can be shown a line now. */
  readonly onPoint: ((line: number) => void) | null;
  readonly pointed: PointedBySelf | null;
  readonly tooLong: number;
}) {
  const { candidate, shown, code, follows, atMs, writing, onPoint, pointed } = props;
  const [cursor, setCursor] = useState(1);
  const title = props.exercises.find(({ slug }) => slug === shown)?.title ?? shown;
  const writes = writing?.on === true && !writing.blocked;
  return (
    <>
      <div className="live-code-head">
        <ExerciseTabs {...props} />
        <span className="spring" />
        <fieldset className="segments" aria-label={CODE.following}>
          <button type="button" aria-pressed={follows} onClick={() => props.onFollow(true)}>
            <Icon name="eye" small />
            {CODE.follow(candidate)}
          </button>
          <button type="button" aria-pressed={!follows} onClick={() => props.onFollow(false)}>
            {CODE.look}
          </button>
        </fieldset>
      </div>
      <Elsewhere {...props} />
      <div
        className="live-code-body"
        role="tabpanel"
        id={panelId(CODE_TABS, shown)}
        aria-labelledby={tabId(CODE_TABS, shown)}
      >
        {code === null ? (
          props.isLoading ? (
            <>
              <p className="sr" role="status">
                {CODE.loading}
              </p>
              <Skeleton lines={12} className="live-code-loading" />
            </>
          ) : (
            <p className="live-none ink2">{CODE.nothing}</p>
          )
        ) : (
          <CodeView
            code={code}
            label={CODE.label(title)}
            mayWrite={writes}
            lookAt={props.lookAt}
            onLine={onPoint === null ? null : (line) => (line === pointed?.line ? pointed.stop() : onPoint(line))}
            onCursor={setCursor}
          />
        )}
      </div>
      <div className="live-code-foot">
        <span className="nowrap">{CODE.file}</span>
        <span>{atMs === null ? (writes ? CODE.writing : CODE.readOnly) : CODE.at(atMs)}</span>
        <span className="spring" />
        {props.tooLong > 0 ? (
          <span className="ink-warn" role="status" key={props.tooLong}>
            {CODE.tooLong}
          </span>
        ) : null}
        {writes ? <span className="live-hint">{CODE.leave}</span> : null}
        {onPoint === null ? null : pointed === null ? (
          <>
            <span className="live-hint">{CODE.pointHint}</span>
            <button type="button" className="button small quiet" onClick={() => onPoint(cursor)}>
              <Icon name="point" small />
              {CODE.point(cursor)}
            </button>
          </>
        ) : (
          <button type="button" className="button small" onClick={pointed.stop}>
            <Icon name="x" small />
            {CODE.stopPointing}
          </button>
        )}
        {writing === null ? null : (
          <label className="live-switch" title={writing.blocked ? CODE.notNow : CODE.writeTitle}>
            <input type="checkbox" checked={writes} disabled={writing.blocked} onChange={writing.toggle} />
            {CODE.write}
          </label>
        )}
      </div>
    </>
  );
}

/** Where the candidate is while something else is shown. */
function Elsewhere(props: {
  readonly candidate: string;
  readonly items: readonly ItemStanding[];
  readonly shown: Slug;
  readonly item: InterviewItem | null;
  readonly isHere: boolean;
}) {
  const { candidate, items, shown, item } = props;
  const place = items.findIndex(({ kind, slug }) => kind === item?.kind && slug === item.slug);
  const at = items[place];
  if (!props.isHere || (at !== undefined && at.kind === 'exercise' && at.slug === shown)) return null;
  return (
    <p className="live-elsewhere">
      <Icon name={at?.kind === 'question' ? 'question' : 'eye'} small />
      {at === undefined ? CODE.nowhere(candidate) : CODE.elsewhere(candidate, place + 1, at.title)}
    </p>
  );
}
