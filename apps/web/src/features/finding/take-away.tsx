/** Ways to take the finding along: the address of this step, the schedule as text, and its figure as a file. */
import type { Trace } from '@lockstep/protocol';
import { useEffect, useRef, useState } from 'react';
import { CopyText } from '../../shared/timeline/copy-text.tsx';
import type { Crossing } from '../../shared/timeline/crossing.ts';
import type { TimelineLayout } from '../../shared/timeline/timeline-layout.ts';
import { traceSvg } from '../../shared/timeline/trace-svg.ts';
import { traceText } from '../../shared/timeline/trace-text.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { TAKE_AWAY } from './messages.ts';

export function TakeAway(props: {
  readonly trace: Trace;
  /** As the figure stands on the page. */
  readonly layout: TimelineLayout;
  readonly crossing: Crossing | null;
  readonly at: number;
  /** Of the downloaded file. */
  readonly fileName: string;
}) {
  const { trace, layout, crossing } = props;
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent): void => {
      if (!(event.target instanceof Node) || !box.current?.contains(event.target)) setOpen(false);
    };
    // In the capture phase, as the page goes back to the code with this key.
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey, true);
    };
  }, [open]);
  const address = (): string => {
    const { origin, pathname } = window.location;
    return `${origin}${pathname}?step=${props.at + 1}`;
  };
  const svg = (): string => traceSvg(trace, layout, crossing, { of: coloursOf(box.current ?? document.body) });
  return (
    <div className="take-away" ref={box}>
      <button
        ref={button}
        type="button"
        className="button"
        aria-expanded={open}
        aria-label={TAKE_AWAY.open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="copy" />
        <span className="take-away-label">{TAKE_AWAY.open}</span>
      </button>
      {open ? (
        <div className="take-away-panel">
          <CopyText text={address} label={TAKE_AWAY.link} name={TAKE_AWAY.linkName} />
          <CopyText text={() => traceText(trace, crossing)} label={TAKE_AWAY.text} name={TAKE_AWAY.textName} />
          <CopyText text={svg} label={TAKE_AWAY.svg} name={TAKE_AWAY.svgName} />
          <button type="button" className="button small" onClick={() => download(svg(), props.fileName)}>
            <Icon name="file" small />
            {TAKE_AWAY.download}
          </button>
        </div>
      ) : null}
    </div>
  );
}

/** A token's colour in the theme of now: the browser resolves it where it is used, not where it is defined. */
function coloursOf(host: HTMLElement): (token: string) => string {
  const known = new Map<string, string>();
  return (token) => {
    const found = known.get(token);
    if (found !== undefined) return found;
    const probe = document.createElement('i');
    probe.style.color = `var(${token})`;
    host.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    known.set(token, color);
    return color;
  };
}

function download(svg: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  link.download = fileName;
  link.click();
}
