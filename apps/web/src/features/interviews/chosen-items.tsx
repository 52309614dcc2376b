/** The parts of an interview in their order: moved by buttons, or by Alt and the arrow keys on them. */
import type { InterviewItem } from '@lockstep/protocol';
import { type KeyboardEvent, useId } from 'react';
import { Icon } from '../../shared/ui/icon.tsx';
import { KeyHint } from '../../shared/ui/shortcut.tsx';
import { type BankEntry, itemKey } from './bank-model.ts';
import { FORM, ONE } from './messages.ts';
import { movedItem } from './moved.ts';

type Control = 'up' | 'down' | 'out';

export function ChosenItems(props: {
  readonly items: readonly InterviewItem[];
  readonly known: ReadonlyMap<string, BankEntry>;
  /** `said`: the change in words. */
  readonly onItems: (items: readonly InterviewItem[], said: string) => void;
}) {
  const { items, known, onItems } = props;
  const id = useId();
  const idOf = (place: number, control: Control) => `${id}-${place}-${control}`;
  const titleOf = (item: InterviewItem) => known.get(itemKey(item))?.title ?? item.slug;
  /** The focus goes along with the item, to the same control. */
  const move = (from: number, by: -1 | 1, control: Control): void => {
    const item = items[from];
    const next = movedItem(items, from, from + by);
    if (item === undefined || next === items) return;
    onItems(next, FORM.moved(titleOf(item), from + by + 1, items.length));
    document.getElementById(idOf(from + by, control))?.focus();
  };
  const takeOut = (place: number): void => {
    const item = items[place];
    if (item === undefined) return;
    document.getElementById(idOf(place === 0 ? 1 : place - 1, 'out'))?.focus();
    onItems(items.toSpliced(place, 1), FORM.removed(titleOf(item)));
  };
  const onKeyDown = (event: KeyboardEvent, place: number, control: Control): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (by === null || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (event.altKey) move(place, by, control);
    else document.getElementById(idOf(place + by, control))?.focus();
  };
  return (
    <>
      <ol className="chosen">
        {/* A row belongs to a place, so that the focus does not lose its element when items move. */}
        {items
          .map((item, place) => ({ item, place, key: `place-${place}` }))
          .map(({ item, place, key }) => {
            const title = titleOf(item);
            const minutes = known.get(itemKey(item))?.minutes;
            const mover = (control: 'up' | 'down', atEnd: boolean) => (
              <button
                type="button"
                id={idOf(place, control)}
                className="button quiet small square"
                aria-label={FORM[control](title)}
                aria-disabled={atEnd || undefined}
                aria-keyshortcuts={control === 'up' ? 'Alt+ArrowUp' : 'Alt+ArrowDown'}
                onClick={() => move(place, control === 'up' ? -1 : 1, control)}
                onKeyDown={(event) => onKeyDown(event, place, control)}
              >
                <Icon name={control} small />
              </button>
            );
            return (
              <li key={key}>
                <span className="chosen-place">{place + 1}</span>
                <Icon name={item.kind === 'exercise' ? 'code' : 'question'} small />
                <span className="picker-title">{title}</span>
                <span className="small ink3 nowrap">{minutes === undefined ? '' : ONE.minutes(minutes)}</span>
                <span className="chosen-acts">
                  {mover('up', place === 0)}
                  {mover('down', place === items.length - 1)}
                  <button
                    type="button"
                    id={idOf(place, 'out')}
                    className="button quiet small square"
                    aria-label={FORM.remove(title)}
                    onClick={() => takeOut(place)}
                    onKeyDown={(event) => onKeyDown(event, place, 'out')}
                  >
                    <Icon name="x" small />
                  </button>
                </span>
              </li>
            );
          })}
      </ol>
      {items.length < 2 ? null : (
        <p className="chosen-keys small ink3">
          <KeyHint keys={FORM.moveKeyCaps} /> <span className="key-hint">{FORM.moveKeys}</span>
        </p>
      )}
    </>
  );
}
