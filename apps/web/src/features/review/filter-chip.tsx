/** A filter as a chip: its name, or what it is set to; it opens what can be chosen. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Icon, type IconName } from '../../shared/ui/icon.tsx';
import { Popover } from '../../shared/ui/popover.tsx';
import { FILTERS } from './messages.ts';

export function FilterChip(props: {
  readonly name: string;
  /** What it is set to, in words; null: it leaves nothing out. */
  readonly value: string | null;
  readonly icon?: IconName;
  /** What it is set to says by itself what it is about. */
  readonly nameless?: boolean;
  readonly onClear: () => void;
  readonly children: ReactNode;
}) {
  const { name, value, icon, onClear } = props;
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const focusBack = () => opener.current?.focus();
  const clear = (): void => {
    focusBack();
    setOpen(false);
    onClear();
  };
  return (
    <div className="filter-chip" data-set={value === null ? undefined : ''}>
      <button
        ref={opener}
        type="button"
        className="filter-open"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name={value === null ? 'plus' : (icon ?? 'settings')} small />
        <span className="filter-words">{value === null ? name : props.nameless ? value : FILTERS.is(name, value)}</span>
      </button>
      {value === null ? null : (
        <button type="button" className="filter-clear" aria-label={FILTERS.clear(name)} onClick={clear}>
          <Icon name="x" small />
        </button>
      )}
      {open ? (
        <Popover
          label={name}
          className="filter-menu"
          opener={opener}
          focusBack={focusBack}
          onClose={() => setOpen(false)}
        >
          <Choices name={name}>{props.children}</Choices>
        </Popover>
      ) : null}
    </div>
  );
}

/** The first control has the focus; the arrows go on among them. */
function Choices({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const host = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const first = host.current?.querySelector<HTMLElement>('input:checked') ?? host.current?.querySelector('input');
    first?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLFieldSetElement>): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const target = event.target instanceof HTMLInputElement ? event.target : null;
    // These have arrows of their own.
    if (by === 0 || target === null || target.type === 'radio' || target.type === 'date') return;
    event.preventDefault();
    const inputs = [...event.currentTarget.querySelectorAll('input')];
    inputs[(inputs.indexOf(target) + by + inputs.length) % inputs.length]?.focus();
  };
  return (
    <fieldset ref={host} className="filter-choices" onKeyDown={onKeyDown}>
      <legend className="sr">{name}</legend>
      {children}
    </fieldset>
  );
}
