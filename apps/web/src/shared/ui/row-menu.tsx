/** A menu of what can be done with a row, after the ARIA pattern: arrows move, Escape closes, and the focus goes back. */
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Icon } from './icon.tsx';
import './row-menu.css';

export interface MenuItem {
  readonly word: string;
  readonly act: () => void;
}

/** `word`: on the button. `label`: the same for those who do not see which row it stands in; it begins with the word. */
export function RowMenu(props: { readonly word: string; readonly label: string; readonly items: readonly MenuItem[] }) {
  const { word, label, items } = props;
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const entries = () => [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  useEffect(() => {
    if (open) box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [open]);
  const close = (): void => {
    opener.current?.focus();
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open) return;
    const all = entries();
    const at = all.findIndex((entry) => entry.matches(':focus'));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[(to + all.length) % all.length]?.focus();
    } else if (event.key === 'Escape') close();
  };
  const onBlur = (event: FocusEvent): void => {
    if (!box.current?.contains(event.relatedTarget)) setOpen(false);
  };
  return (
    <div ref={box} className="row-menu">
      <button
        ref={opener}
        type="button"
        className="button small"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        onClick={() => setOpen(!open)}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      >
        {word}
        <Icon name="down" small />
      </button>
      {open ? (
        <div
          className="row-menu-items"
          role="menu"
          aria-label={label}
          tabIndex={-1}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
        >
          {items.map((item) => (
            <button
              key={item.word}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                item.act();
              }}
            >
              {item.word}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
