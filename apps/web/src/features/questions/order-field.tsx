/**
 * Items to put in order: by buttons, by Alt and the arrow keys on them, or by dragging the grip. A row belongs to a place, not to
 * an item, so that neither the focus nor a drag loses its element when items move.
 */
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react';
import { Prose } from '../../shared/text/prose.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { isMac, KeyHint, strokeText } from '../../shared/ui/shortcut.tsx';
import { moved } from './answer-model.ts';
import { FORM } from './messages.ts';

type Side = 'up' | 'down';

export function OrderField(props: {
  readonly texts: readonly string[];
  /** Places in `texts`, as ordered now. */
  readonly items: readonly number[];
  readonly onOrder: (items: readonly number[]) => void;
}) {
  const { texts, items, onOrder } = props;
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const [held, setHeld] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const textAt = (place: number) => texts[items[place] ?? -1] ?? '';
  const buttonId = (place: number, side: Side) => `${id}-${place}-${side}`;

  const move = (from: number, to: number): boolean => {
    const next = moved(items, from, to);
    if (next === items) return false;
    onOrder(next);
    setSaid(FORM.moved(plain(textAt(from)), to + 1, items.length));
    return true;
  };
  const step = (from: number, side: Side, focused: Side): void => {
    const to = side === 'up' ? from - 1 : from + 1;
    if (move(from, to)) document.getElementById(buttonId(to, focused))?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, place: number, focused: Side): void => {
    const side = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : null;
    if (side === null || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (event.altKey) step(place, side, focused);
    else document.getElementById(buttonId(place + (side === 'up' ? -1 : 1), focused))?.focus();
  };
  const onDrag = (event: PointerEvent): void => {
    if (held === null || list.current === null) return;
    const to = placeUnder(list.current, held, event.clientY);
    if (move(held, to)) setHeld(to);
  };
  const grip = {
    onPointerMove: onDrag,
    onPointerUp: () => setHeld(null),
    onPointerCancel: () => setHeld(null),
  };

  return (
    <fieldset className="choices">
      <legend>
        {FORM.order}{' '}
        <span className="order-keys">
          <KeyHint keys={[strokeText('alt+up', isMac()), strokeText('alt+down', isMac())]} />{' '}
          <span className="key-hint">{FORM.orderKeys}</span>
        </span>
      </legend>
      <ol className="order" ref={list}>
        {items
          .map((item, place) => ({ item, place, key: `place-${place}` }))
          .map(({ item, place, key }) => {
            const text = texts[item] ?? '';
            const button = (side: Side, atEnd: boolean) => (
              <MoveButton
                id={buttonId(place, side)}
                side={side}
                item={plain(text)}
                atEnd={atEnd}
                choice={side === 'up' ? place : null}
                onMove={() => step(place, side, side)}
                onKeyDown={(event) => onKeyDown(event, place, side)}
              />
            );
            return (
              <li key={key} className={held === place ? 'order-item order-held' : 'order-item'}>
                <span
                  className="order-grip"
                  title={FORM.dragTitle}
                  onPointerDown={(event) => {
                    event.preventDefault();
                    event.currentTarget.setPointerCapture(event.pointerId);
                    setHeld(place);
                  }}
                  {...grip}
                >
                  <Icon name="grip" />
                </span>
                <span className="order-place">{place + 1}</span>
                <span className="choice-text prose">
                  <Prose inline text={text} />
                </span>
                <span className="order-moves">
                  {button('up', place === 0)}
                  {button('down', place === items.length - 1)}
                </span>
              </li>
            );
          })}
      </ol>
      <p className="sr" aria-live="polite">
        {said}
      </p>
    </fieldset>
  );
}

/** Stays focusable at the ends, so that the keyboard does not lose its place. */
function MoveButton(props: {
  readonly id: string;
  readonly side: Side;
  readonly item: string;
  readonly atEnd: boolean;
  /** The place that a digit goes to; one button of a row has it. */
  readonly choice: number | null;
  readonly onMove: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { side, item, atEnd } = props;
  const label = side === 'up' ? FORM.moveUp(item) : FORM.moveDown(item);
  return (
    <button
      type="button"
      id={props.id}
      className="button quiet small square"
      aria-label={label}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      aria-disabled={atEnd || undefined}
      title={atEnd ? (side === 'up' ? FORM.atTop : FORM.atBottom) : label}
      data-choice={props.choice ?? undefined}
      onClick={() => {
        if (!atEnd) props.onMove();
      }}
      onKeyDown={props.onKeyDown}
    >
      <Icon name={side} small />
    </button>
  );
}

/** Where a dragged row belongs: it passes a neighbour at that one's middle. */
function placeUnder(list: HTMLElement, held: number, y: number): number {
  const middles = [...list.children].map((row) => {
    const { top, height } = row.getBoundingClientRect();
    return top + height / 2;
  });
  const above = middles.findIndex((middle, place) => place < held && y < middle);
  if (above >= 0) return above;
  const below = middles.findLastIndex((middle, place) => place > held && y > middle);
  return below >= 0 ? below : held;
}

/** Markdown as it is read out. */
function plain(markdown: string): string {
  return markdown.replaceAll(/[`*]/g, '').replaceAll(/\s+/g, ' ').trim();
}
