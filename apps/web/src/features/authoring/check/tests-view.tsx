/** The tests and scopes that were loaded, as tables: a click opens the file. */
import type { PackageTest } from '@lockstep/protocol';
import { Icon } from '../../../shared/ui/icon.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { TESTS } from '../draft/messages.ts';

const GROUPS = ['sample', 'hidden', 'scope'] as const;

export function TestsView(props: {
  /** null: the package is not whole. */
  readonly tests: readonly PackageTest[] | null;
  readonly onOpen: (path: string) => void;
}) {
  const { tests } = props;
  if (tests === null) return <Notice icon="file" title={TESTS.none} text={TESTS.broken} />;
  return (
    <div className="tests-view">
      {GROUPS.map((group) => {
        const own = tests.filter((test) => test.group === group);
        if (own.length === 0) return null;
        return (
          <section key={group} aria-labelledby={`tests-${group}`}>
            <h3 id={`tests-${group}`}>
              {TESTS[group]} <span className="ink3">{own.length}</span>
            </h3>
            <table aria-labelledby={`tests-${group}`}>
              <thead>
                <tr>
                  <th scope="col">{TESTS.test}</th>
                  <th scope="col">{TESTS.call}</th>
                  <th scope="col">{TESTS.expected}</th>
                </tr>
              </thead>
              <tbody>
                {own.map((test) => (
                  <Row key={test.file} test={test} onOpen={props.onOpen} />
                ))}
              </tbody>
            </table>
          </section>
        );
      })}
    </div>
  );
}

function Row({ test, onOpen }: { readonly test: PackageTest; readonly onOpen: (path: string) => void }) {
  const { file, name, title, call, expected, checked, revealed, group } = test;
  return (
    <tr>
      <td>
        <button type="button" className="link-button" title={TESTS.open(file)} onClick={() => onOpen(file)}>
          {group === 'hidden' ? title : name}
        </button>
        {group === 'hidden' && revealed ? <span className="small ink3"> {TESTS.revealed}</span> : null}
      </td>
      <td>
        <code className="test-code">{call}</code>
      </td>
      <td>
        {checked ? (
          <span className="small ink2 nowrap">
            <Icon name="code" small /> {TESTS.byChecker}
          </span>
        ) : (
          <code className="test-code">{expected ?? '…'}</code>
        )}
      </td>
    </tr>
  );
}
