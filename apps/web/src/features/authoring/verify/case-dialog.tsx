/** What judging one case found: sentence, tests, scopes, the schedules that fail step by step, beside the program. A chunk of its own. */
import type { Finding, Report, VerificationCaseView } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { formatCount, formatMs } from '../../../shared/format.ts';
import { PythonCode } from '../../../shared/text/python-code.tsx';
import { crossingOf } from '../../../shared/timeline/crossing.ts';
import { Timeline } from '../../../shared/timeline/timeline.tsx';
import { WaitingList } from '../../../shared/timeline/waiting-list.tsx';
import { Modal, ModalHead } from '../../../shared/ui/modal.tsx';
import { scroller } from '../../../shared/ui/scroller.ts';
import { LoadFailure, Skeleton } from '../../../shared/ui/states.tsx';
import { caseQuery } from '../queries.ts';
import { fileName } from '../tree/package-files.ts';
import { VerdictCell } from './matrix.tsx';
import { CASE, MATRIX, MUTANTS } from './messages.ts';

export default function CaseDialog(props: {
  readonly verification: string;
  readonly position: number;
  readonly onClose: () => void;
}) {
  const { api } = useServices();
  const { data, error, refetch } = useQuery(caseQuery(api, props.verification, props.position));
  const title = data === undefined ? CASE.loading : titleOf(data.case);
  return (
    <Modal label={title} className="case-dialog" onClose={props.onClose}>
      <ModalHead title={title} close={CASE.close} onClose={props.onClose} />
      {data !== undefined ? (
        <Found view={data} />
      ) : error === null ? (
        <Skeleton lines={10} className="side-skeleton" />
      ) : (
        <LoadFailure error={error} retry={() => void refetch()} />
      )}
    </Modal>
  );
}

function titleOf(one: VerificationCaseView['case']): string {
  const name = fileName(one.path);
  return one.kind === 'reference' ? MATRIX.foundOf(name) : `${name}: ${MUTANTS.head(one.mistake, one.line)}`;
}

function Found({ view }: { readonly view: VerificationCaseView }) {
  const { report, source } = view;
  const [line, setLine] = useState<number | null>(null);
  const code = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (line !== null) code.current?.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [line]);
  return (
    <div className="case-panes">
      <div className="case-found" {...scroller(CASE.tests)}>
        {report === null ? <p className="ink2">{CASE.noReport}</p> : <ReportView report={report} onLine={setLine} />}
      </div>
      <div className="case-code" ref={code}>
        <h3>{CASE.source}</h3>
        <PythonCode source={source} label={CASE.source} numbered shownLine={line} />
      </div>
    </div>
  );
}

function ReportView({ report, onLine }: { readonly report: Report; readonly onLine: (line: number | null) => void }) {
  const { verdict, sentence, fault, compileError, tests, scopes, findings } = report;
  return (
    <>
      <p className="case-verdict">
        <VerdictCell verdict={verdict} />
        <span>{sentence}</span>
      </p>
      {fault === null ? null : (
        <section>
          <h3>{CASE.fault}</h3>
          <pre className="code case-fault">{fault}</pre>
        </section>
      )}
      {compileError === null ? null : (
        <section>
          <h3>{CASE.compileError}</h3>
          <pre className="code case-fault">{compileError.traceback}</pre>
        </section>
      )}
      {findings.map((finding, index) => (
        <FindingPart key={finding.failing.schedule} finding={finding} number={index + 1} onLine={onLine} />
      ))}
      {scopes.length === 0 ? null : (
        <section>
          <h3>{CASE.scopes}</h3>
          <table className="case-table">
            <thead>
              <tr>
                <th scope="col">{CASE.call}</th>
                <th scope="col">{CASE.verdict}</th>
                <th scope="col">{CASE.message}</th>
                <th scope="col" className="number">
                  {CASE.coverage}
                </th>
              </tr>
            </thead>
            <tbody>
              {scopes.map((scope) => (
                <tr key={scope.name}>
                  <td className="mono">{scope.call}</td>
                  <td>
                    <VerdictCell verdict={scope.verdict} />
                  </td>
                  <td className="ink2">{scope.message}</td>
                  <td className="number">
                    {scope.coverage?.kind === 'exhaustive' ? formatCount(scope.coverage.interleavings) : ''}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {tests.length === 0 ? null : (
        <section>
          <h3>{CASE.tests}</h3>
          <table className="case-table">
            <thead>
              <tr>
                <th scope="col">{CASE.test}</th>
                <th scope="col">{CASE.verdict}</th>
                <th scope="col">{CASE.message}</th>
                <th scope="col" className="number">
                  {CASE.wall}
                </th>
              </tr>
            </thead>
            <tbody>
              {tests.map((test) => (
                <tr key={`${test.group} ${test.name}`}>
                  <td>
                    {test.title}
                    <code className="case-call">{test.call}</code>
                  </td>
                  <td>
                    <VerdictCell verdict={test.verdict} />
                  </td>
                  <td className="ink2">{test.message}</td>
                  <td className="number nowrap">{formatMs(test.wallMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

function FindingPart(props: {
  readonly finding: Finding;
  readonly number: number;
  readonly onLine: (line: number | null) => void;
}) {
  const { finding, number, onLine } = props;
  const { failing, call, sentence } = finding;
  const crossing = useMemo(() => crossingOf(finding), [finding]);
  return (
    <section className="case-finding">
      <h3>{CASE.finding(number)}</h3>
      <p>{sentence}</p>
      <Timeline
        trace={failing}
        crossing={crossing}
        label={CASE.failing(call)}
        onGoToLine={onLine}
        onShowLine={onLine}
      />
      <WaitingList trace={failing} level="h4" onGoToLine={onLine} />
    </section>
  );
}
