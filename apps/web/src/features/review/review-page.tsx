/** All submissions of candidates: filters, rows page by page, and beside them what changed from one attempt to another. */
import type { SubmissionRow } from '@lockstep/protocol';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { reviewKeys, submissionCountQuery, submissionRowsQuery, submissionsCsv } from '../../shared/api/review-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { Waiting } from '../../shared/staff/waiting.tsx';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { usePageKeys } from '../../shared/ui/page-keys.ts';
import { focusRow, isTyping, useRowKeys } from '../../shared/ui/row-keys.ts';
import { SearchField } from '../../shared/ui/search-field.tsx';
import { KeyHint } from '../../shared/ui/shortcut.tsx';
import { LoadFailure, Notice, Skeleton, useTitle } from '../../shared/ui/states.tsx';
import { useSlash } from '../../shared/ui/use-slash.ts';
import { useTyped } from '../../shared/ui/use-typed.ts';
import { ComparePane } from './compare-pane.tsx';
import { addressSearch, apiFilter, isFiltered, NO_FILTER, type ReviewAddress, type ReviewFilter } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { REVIEW } from './messages.ts';
import { placeOf, ROWS, RowsTable } from './rows-table.tsx';
import './review.css';

const KEYS = { move: ['J', 'K'], select: ['X'], open: ['↵'] } as const;

export function ReviewPage(props: {
  readonly address: ReviewAddress;
  /** `replace`: Back of the browser leads to where this page was before. */
  readonly onAddress: (address: ReviewAddress, replace: boolean) => void;
}) {
  const { address, onAddress } = props;
  useTitle(REVIEW.title);
  const { api } = useServices();
  const client = useQueryClient();
  const nowMs = Date.now();
  const query = apiFilter(address.filter, nowMs);
  const pages = useInfiniteQuery({ ...submissionRowsQuery(api, query), placeholderData: keepPreviousData });
  const count = useQuery(submissionCountQuery(api, query)).data;
  const rows = pages.data?.pages.flatMap((page) => page.items);
  const selection = useSelection(rows ?? [], address, onAddress);
  const searchField = useRef<HTMLInputElement>(null);
  const setFilter = (filter: ReviewFilter) => onAddress({ ...address, filter }, true);
  const search = useTyped(address.filter.q, (q) => setFilter({ ...address.filter, q }));
  /** The row whose pane is being closed: it gets the focus, and may be hidden until the pane is gone. */
  const closed = useRef<string | null>(null);
  const close = (): void => {
    closed.current = address.open?.submission ?? null;
    onAddress({ ...address, open: null, beside: null }, false);
  };
  const isOpen = address.open !== null;
  useEffect(() => {
    if (isOpen || closed.current === null) return;
    document.querySelector<HTMLElement>(`[data-row="${closed.current}"]`)?.focus();
    closed.current = null;
  }, [isOpen]);
  useRowKeys(ROWS);
  useSlash(searchField);
  usePageKeys((key) => {
    if (key === 'x') return selection.pickFocused();
    // A field and a dialog have an Escape of their own.
    const elsewhere = isTyping(document.activeElement) || document.querySelector('dialog[open]') !== null;
    if (key !== 'escape' || address.open === null || elsewhere) return false;
    close();
    return true;
  });
  return (
    <>
      <AppBar
        brandName
        left={<MainNavigation />}
        right={
          <SearchField
            field={searchField}
            label={REVIEW.search}
            value={search.text}
            maxLength={400}
            onChange={search.type}
            onLeave={() => {
              search.apply();
              focusRow(ROWS, 1);
            }}
          />
        }
      />
      <main className={address.open === null ? 'review' : 'review review-with-pane'} id="content">
        <h1 className="sr">{REVIEW.title}</h1>
        {rows === undefined && pages.error !== null ? (
          <div className="review-list">
            <Waiting
              error={pages.error}
              retry={() => void client.refetchQueries({ queryKey: reviewKeys.all })}
              from={`/review?${new URLSearchParams(addressSearch(address))}`}
            />
          </div>
        ) : (
          <div className="review-list">
            <FilterBar filter={address.filter} today={dayOf(nowMs)} onFilter={setFilter} />
            <div className="review-rows" aria-busy={pages.isPlaceholderData || undefined}>
              {rows === undefined ? (
                <>
                  <p className="sr" role="status">
                    {REVIEW.loading}
                  </p>
                  <Skeleton lines={12} className="review-loading" />
                </>
              ) : rows.length === 0 ? (
                <Nothing filtered={isFiltered(address.filter)} onClear={() => setFilter(NO_FILTER)} />
              ) : (
                <RowsTable
                  rows={rows}
                  address={address}
                  picked={selection.picked}
                  nowMs={nowMs}
                  onPick={selection.pick}
                />
              )}
              {rows === undefined ? null : <More pages={pages} shown={rows.length} />}
            </div>
            <Foot shown={rows?.length ?? null} count={count} csv={submissionsCsv(query)}>
              {selection.waits ? REVIEW.picked : ''}
            </Foot>
          </div>
        )}
        {address.open === null ? null : (
          <ComparePane
            open={address.open}
            beside={address.beside}
            onOpen={(open) => onAddress({ ...address, open, beside: null }, true)}
            onClose={close}
          />
        )}
      </main>
    </>
  );
}

/** `2026-05-04` by the browser's time zone. */
function dayOf(ms: number): string {
  const then = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`;
}

/** Two rows to compare: the first one waits for the second, which opens both. */
function useSelection(
  rows: readonly SubmissionRow[],
  address: ReviewAddress,
  onAddress: (address: ReviewAddress, replace: boolean) => void,
) {
  const [first, setFirst] = useState<SubmissionRow | null>(null);
  const { open, beside } = address;
  const pair = open === null || beside === null ? [] : [open, beside];
  const pick = (row: SubmissionRow): void => {
    if (pair.some(({ submission }) => submission === row.id)) {
      const other = pair.find(({ submission }) => submission !== row.id) ?? null;
      onAddress({ ...address, open: other, beside: null }, true);
    } else if (first === null || first.id === row.id) setFirst(first === null ? row : null);
    else {
      setFirst(null);
      onAddress({ ...address, open: placeOf(row), beside: placeOf(first) }, open !== null);
    }
  };
  return {
    picked: new Set<string>([...pair.map(({ submission }) => submission), ...(first === null ? [] : [first.id])]),
    /** One is selected, and nothing to compare it with. */
    waits: first !== null,
    pick,
    /** Whether a row had the focus. */
    pickFocused: (): boolean => {
      const id = document.activeElement?.closest('tr')?.querySelector(ROWS)?.getAttribute('data-row');
      const row = rows.find((one) => one.id === id);
      if (row !== undefined) pick(row);
      return row !== undefined;
    },
  };
}

function Nothing({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }) {
  return filtered ? (
    <Notice icon="search" title={REVIEW.nothingTitle} text={REVIEW.nothingText}>
      <button type="button" className="button" onClick={onClear}>
        {REVIEW.clear}
      </button>
    </Notice>
  ) : (
    <Notice icon="file" title={REVIEW.emptyTitle} text={REVIEW.emptyText}>
      <Link to="/interviews" className="button">
        {REVIEW.toInterviews}
      </Link>
    </Notice>
  );
}

/** The next page. The focus stays on the button; when there is no more, it goes to the first row that came. */
function More(props: {
  readonly pages: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isFetchNextPageError: boolean;
    readonly error: Error | null;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  readonly shown: number;
}) {
  const { pages, shown } = props;
  const asked = useRef<number | null>(null);
  useEffect(() => {
    const from = asked.current;
    if (from === null || shown <= from) return;
    asked.current = null;
    if (!pages.hasNextPage) document.querySelectorAll<HTMLElement>(ROWS)[from]?.focus();
  }, [shown, pages.hasNextPage]);
  const load = (): void => {
    if (pages.isFetchingNextPage) return;
    asked.current = shown;
    void pages.fetchNextPage();
  };
  return (
    <>
      {pages.hasNextPage ? (
        <button
          type="button"
          className="button review-more"
          aria-disabled={pages.isFetchingNextPage || undefined}
          onClick={load}
        >
          {pages.isFetchingNextPage ? REVIEW.loadingMore : REVIEW.more}
        </button>
      ) : null}
      {pages.isFetchNextPageError && pages.error !== null ? <LoadFailure error={pages.error} retry={load} /> : null}
    </>
  );
}

function Foot(props: {
  readonly shown: number | null;
  readonly count: number | undefined;
  /** Address of the same rows for a spreadsheet. */
  readonly csv: string;
  readonly children: ReactNode;
}) {
  const { shown, count, csv, children } = props;
  return (
    <footer className="review-foot small ink3">
      <span role="status">
        {shown === null ? '' : count === undefined ? REVIEW.shown(shown) : REVIEW.shownOf(shown, count)}
      </span>
      <a className="button small quiet" href={csv} download title={REVIEW.csvTitle}>
        {REVIEW.csv}
      </a>
      <b role="status">{children}</b>
      <span className="spring" />
      <span className="review-keys" aria-hidden="true">
        <KeyHint keys={KEYS.move} /> {REVIEW.keyMove} <KeyHint keys={KEYS.select} /> {REVIEW.keySelect}{' '}
        <KeyHint keys={KEYS.open} /> {REVIEW.keyOpen}
      </span>
    </footer>
  );
}
