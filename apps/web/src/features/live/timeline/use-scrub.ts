/** Dragging along a track, from its left edge to its right one. */
import { type PointerEvent, useRef } from 'react';

export function useScrub<Track extends HTMLElement>(onShare: (share: number) => void) {
  const track = useRef<Track>(null);
  const move = ({ clientX }: PointerEvent): void => {
    const box = track.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return;
    onShare(Math.min(1, Math.max(0, (clientX - box.left) / box.width)));
  };
  return {
    track,
    onPointerDown(event: PointerEvent<HTMLElement>): void {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      move(event);
    },
    onPointerMove(event: PointerEvent<HTMLElement>): void {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) move(event);
    },
  };
}
