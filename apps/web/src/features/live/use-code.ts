/** The code that the page shows: bound to what is typed now, or as it stood at a moment of the past. */
import type { Slug } from '@lockstep/protocol';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import * as Y from 'yjs';
import { toBase64 } from '../../shared/live-code/base64.ts';
import type { CodeCopy } from '../../shared/live-code/code-copy.ts';
import { bindEditor } from '../../shared/live-code/editor-binding.ts';
import type { LiveCode } from '../../shared/live-code/live-code.ts';
import { type PointedLine, placeOf } from '../../shared/live-code/people-marks.ts';
import type { PastText, ShownCode } from './code/code-view.tsx';

const never = () => () => undefined;

/** `slug` null: nothing is shown. */
export function useLiveCode(live: LiveCode | null, slug: Slug | null) {
  const [copy, setCopy] = useState<CodeCopy | null>(null);
  const [pointed, setPointed] = useState<readonly PointedLine[]>([]);
  const [tooLong, setTooLong] = useState(0);
  useEffect(() => {
    if (live === null || slug === null) return;
    const used = live.use(slug);
    setCopy(used.copy);
    return () => {
      setCopy(null);
      used.release();
    };
  }, [live, slug]);
  const shared = useSyncExternalStore(copy?.subscribe ?? never, () => copy?.snapshot().shared ?? null);
  const binding = useMemo(
    () =>
      live === null || copy === null || shared === null || slug === null
        ? null
        : bindEditor({
            ...{ live, copy, slug, shared, onPointed: setPointed },
            onTooLong: () => setTooLong((count) => count + 1),
          }),
    [live, copy, shared, slug],
  );
  const code = useMemo<ShownCode | null>(() => (binding === null ? null : { kind: 'live', binding }), [binding]);
  const text = shared?.text ?? null;
  /** Where the candidate's cursor stands. */
  const candidatePlace = useSyncExternalStore(live?.onMarks ?? never, () =>
    live === null || slug === null || text === null ? null : placeOf(live, slug, text, 'candidate'),
  );
  return {
    code,
    pointed,
    tooLong,
    /** Shows everybody a line, counted from 1; null: no longer. */
    point(line: number | null): void {
      if (live === null || slug === null || text === null) return;
      live.point(slug, line === null ? null : positionOf(text, line));
    },
    candidatePlace,
  };
}

/** The past as something that an editor shows. */
export function usePast(past: PastText | null): ShownCode | null {
  const text = past?.text ?? null;
  const { at, name, look } = past?.caret ?? { at: -1, name: '', look: 0 };
  return useMemo(
    () => (text === null ? null : { kind: 'past', past: { text, caret: at < 0 ? null : { at, name, look } } }),
    [text, at, name, look],
  );
}

/** The position of a line's beginning, which stays with what stands there. */
function positionOf(text: Y.Text, line: number): string {
  const lines = text
    .toString()
    .split('\n')
    .slice(0, line - 1);
  const index = lines.reduce((sum, { length }) => sum + length + 1, 0);
  return toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, Math.min(index, text.length))));
}
