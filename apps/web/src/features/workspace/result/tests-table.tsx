/** The tests as they come in; each row opens. The first one that failed is open by itself when judging has ended. */
import type { SampleView, TestView } from '@lockstep/protocol';
import { Fragment, Suspense, useEffect, useState } from 'react';
import { formatBytes, formatMs } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { lazyPart } from '../../../shared/ui/lazy-part.ts';
import { Skeleton } from '../../../shared/ui/states.tsx';
import { VERDICT_FACES } from '../../../shared/ui/verdict.tsx';
import { RESULT } from '../messages.ts';
import { CpuBar, CpuTip } from './cpu-bar.tsx';
import { MissingPart } from './missing-part.tsx';
import type { PanelState, TestRow } from './panel-state.ts';

const loadDetail = () => import('./run/test-detail.tsx');
const TestDetail = lazyPart(loadDetail, MissingPart);

const keyOf = (row: TestRow) => `${row.phase}-${row.index}`;

export function TestsTable(props: {
  readonly panel: PanelState;
  readonly samples: readonly SampleView[];
  readonly onGoToLine: (line: number) => void;
}) {
  const { panel } = props;
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  // Ahead of the first look at a test, which may come when the server cannot be reached.
  useEffect(() => void loadDetail().catch(() => undefined), []);
  if (panel.tests.length === 0) return null;
  const finished = panel.stage.kind === 'finished';
  const firstFailed = finished ? panel.tests.find(({ test }) => test.verdict !== 'accepted') : undefined;
  return (
    <section className="tests" aria-label={RESULT.tests}>
      <header>
        <h3>{RESULT.tests}</h3>
        <span className="small ink3">{RESULT.testsNote}</span>
      </header>
      <table className="tests-table">
        <thead>
          <tr>
            <th scope="col">{RESULT.columns.call}</th>
            <th scope="col">{RESULT.columns.verdict}</th>
            <th scope="col" className="number">
              {RESULT.columns.wall}
            </th>
            <th scope="col" className="number">
              {RESULT.columns.cpu}
            </th>
            <th scope="col" className="number" title={RESULT.peakTitle}>
              {RESULT.columns.peak}
            </th>
          </tr>
        </thead>
        <tbody>
          {panel.tests.map((row) => {
            const key = keyOf(row);
            const open = toggled.get(key) ?? row === firstFailed;
            const sample =
              row.phase === 'samples' ? props.samples.find(({ name }) => name === row.test.name) : undefined;
            return (
              <Fragment key={key}>
                <Row
                  test={row.test}
                  open={open}
                  panel={`test-${key}`}
                  onToggle={() => setToggled(new Map(toggled).set(key, !open))}
                />
                {open ? (
                  <tr className="test-open" id={`test-${key}`}>
                    <td colSpan={5}>
                      <Suspense fallback={<Skeleton lines={4} className="skeleton-result" />}>
                        <TestDetail test={row.test} sample={sample ?? null} onGoToLine={props.onGoToLine} />
                      </Suspense>
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Row(props: {
  readonly test: TestView;
  readonly open: boolean;
  /** Id of the row with the details. */
  readonly panel: string;
  readonly onToggle: () => void;
}) {
  const { test, open } = props;
  const name = test.call ?? test.title;
  const face = VERDICT_FACES[test.verdict];
  return (
    <tr className={open ? 'test-row test-row-open' : 'test-row'} data-test={test.name}>
      <td>
        <button
          type="button"
          className="test-toggle"
          aria-expanded={open}
          aria-controls={open ? props.panel : undefined}
          title={test.title}
          onClick={props.onToggle}
        >
          <Icon name="chevron" small className="test-chevron" />
          <span className="test-name">
            <span className={test.call === null ? '' : 'mono'}>{name}</span>
            {test.revealed ? null : (
              <span className="test-hidden">
                <Icon name="lock" small />
                {RESULT.hidden}
              </span>
            )}
          </span>
        </button>
      </td>
      <td>
        <span className={`test-verdict ink-${face.tone}`}>
          <Icon name={face.icon} small />
          {test.verdict === 'accepted' ? RESULT.testPassed : face.word}
        </span>
      </td>
      <td className="number">{formatMs(test.wallMs)}</td>
      <td className="number test-cpu">
        {formatMs(test.cpuMs)}
        <CpuBar test={test} />
        <CpuTip test={test} />
      </td>
      <td className="number">{formatBytes(test.peakBytes)}</td>
    </tr>
  );
}
