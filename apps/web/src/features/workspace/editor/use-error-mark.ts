/** Marks the line that the shown submission's error points to, where that line is still in the editor. */
import { type RefObject, useEffect, useEffectEvent } from 'react';
import type { FollowState } from '../result/follower.ts';
import { errorSpot, locateLine } from '../result/panel-state.ts';
import type { CodeEditorHandle } from './code-editor.tsx';

/** `current`: the editor's text; null before there is one. */
export function useErrorMark(
  editor: RefObject<CodeEditorHandle | null>,
  state: FollowState,
  current: string | null,
): void {
  const submission = state.kind === 'shown' ? state.submission : null;
  const spot = submission === null ? null : errorSpot(submission.panel);
  const ready = current !== null;
  const key = `${ready} ${submission?.id} ${spot?.line} ${spot?.text}`;
  const mark = useEffectEvent((shown: string) => {
    if (current === null || shown !== key) return;
    const line = spot === null || submission === null ? null : locateLine(submission.source, current, spot.line);
    editor.current?.mark(line === null || spot === null ? null : { line, text: spot.text });
  });
  // Only when another error is shown: an edit removes the mark, and it must not come back by itself.
  useEffect(() => mark(key), [key]);
}
