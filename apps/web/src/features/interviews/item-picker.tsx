/** What the interview asks: the chosen parts in their order, beside the bank that they are taken from. */
import type { InterviewItem } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { exercisesQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { scroller } from '../../shared/ui/scroller.ts';
import { LoadFailure, Skeleton } from '../../shared/ui/states.tsx';
import { type BankEntry, bankEntries, bankTracks, itemKey } from './bank-model.ts';
import { ChosenItems } from './chosen-items.tsx';
import { overBy, sameItem } from './form-model.ts';
import { FORM, ONE } from './messages.ts';

export function ItemPicker(props: {
  readonly items: readonly InterviewItem[];
  /** The time limit as it is entered. */
  readonly minutes: string;
  readonly fault: string | undefined;
  readonly onItems: (items: readonly InterviewItem[]) => void;
}) {
  const { items, minutes, fault, onItems } = props;
  const { api } = useServices();
  const bank = useQuery(exercisesQuery(api));
  const [filter, setFilter] = useState('');
  const [said, setSaid] = useState('');
  const known = bank.data === undefined ? new Map<string, BankEntry>() : bankEntries(bank.data);
  const tracks = bank.data === undefined ? [] : bankTracks(bank.data, filter);
  const sum = items.reduce((total, item) => total + (known.get(itemKey(item))?.minutes ?? 0), 0);
  const toggle = (entry: BankEntry): void => {
    const { kind, slug, title } = entry;
    const isIn = items.some((item) => sameItem(item, entry));
    onItems(isIn ? items.filter((item) => !sameItem(item, entry)) : [...items, { kind, slug }]);
    setSaid(isIn ? FORM.removed(title) : FORM.added(title));
  };
  return (
    <fieldset
      className="picker"
      aria-describedby={fault === undefined ? undefined : 'picker-fault'}
      data-faulty={fault === undefined ? undefined : ''}
    >
      <legend>{FORM.items}</legend>
      {fault === undefined ? null : (
        <p className="field-fault" id="picker-fault">
          {fault}
        </p>
      )}
      <div className="picker-sides">
        <section className="picker-side card" aria-label={FORM.chosen}>
          <h2 className="picker-head">
            {FORM.chosen}
            <span className="spring" />
            <Sum sum={sum} minutes={minutes} />
          </h2>
          {items.length === 0 ? (
            <p className="picker-none ink2">{FORM.chosenNone}</p>
          ) : (
            <ChosenItems
              items={items}
              known={known}
              onItems={(next, words) => {
                onItems(next);
                setSaid(words);
              }}
            />
          )}
        </section>
        <section className="picker-side card" aria-label={FORM.bank}>
          <h2 className="picker-head">
            {FORM.bank}
            <span className="spring" />
            <span className="picker-filter">
              <Icon name="search" small />
              <input
                type="search"
                aria-label={FORM.filter}
                placeholder={FORM.filterHint}
                autoComplete="off"
                spellCheck={false}
                value={filter}
                onChange={(event) => setFilter(event.target.value)}
                onKeyDown={(event) => {
                  // Enter filters nothing more, and must not send the form.
                  if (event.key === 'Enter') event.preventDefault();
                }}
              />
            </span>
          </h2>
          {bank.data === undefined ? (
            bank.error === null ? (
              <Skeleton lines={6} className="picker-loading" />
            ) : (
              <LoadFailure error={bank.error} retry={() => void bank.refetch()} />
            )
          ) : tracks.length === 0 ? (
            <p className="picker-none ink2">{FORM.bankNone}</p>
          ) : (
            <div className="picker-bank" {...scroller(FORM.bank)}>
              {tracks.map(({ number, title, entries }) => (
                <div key={number}>
                  <h3>{title}</h3>
                  <ul>
                    {entries.map((entry) => (
                      <li key={itemKey(entry)}>
                        <Entry
                          entry={entry}
                          isIn={items.some((item) => sameItem(item, entry))}
                          onToggle={() => toggle(entry)}
                        />
                      </li>
                    ))}
                  </ul>
                </div>
              ))}
            </div>
          )}
        </section>
      </div>
      <p className="sr" role="status">
        {said}
      </p>
    </fieldset>
  );
}

function Entry(props: { readonly entry: BankEntry; readonly isIn: boolean; readonly onToggle: () => void }) {
  const { entry, isIn, onToggle } = props;
  return (
    <button type="button" className="picker-entry" aria-pressed={isIn} onClick={onToggle}>
      <Icon name={isIn ? 'check' : 'plus'} small />
      <span className="picker-title">{entry.title}</span>
      <span className="small ink3">
        {entry.kind === 'question' ? `${ONE.question}, ` : ''}
        {ONE.minutes(entry.minutes)}
      </span>
    </button>
  );
}

function Sum({ sum, minutes }: { readonly sum: number; readonly minutes: string }) {
  const over = overBy(sum, minutes);
  return (
    <span className="picker-sum">
      {FORM.sum(sum)}
      {over === null || sum === 0 ? null : over > 0 ? (
        <span className="ink-warn">
          <Icon name="error" small /> {FORM.sumOver(over)}
        </span>
      ) : (
        <span className="ink3">{FORM.sumFits(sum - over)}</span>
      )}
    </span>
  );
}
