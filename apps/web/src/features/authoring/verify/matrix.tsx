/** Every reference submission with what it must get and what it got. */
import type { ReferenceCase, Verdict, Verification } from '@lockstep/protocol';
import { formatCount } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { VERDICT_FACES } from '../../../shared/ui/verdict.tsx';
import { fileName } from '../tree/package-files.ts';
import { decidedWords } from './decided-words.ts';
import { MATRIX } from './messages.ts';
import { isOpen, referenceRows } from './verification-model.ts';

interface Acts {
  readonly onOpenFile: (path: string) => void;
  /** Shows what judging a case found. */
  readonly onShow: (position: number) => void;
}

export function Matrix({ verification, ...acts }: Acts & { readonly verification: Verification }) {
  const rows = referenceRows(verification);
  return (
    <div className="matrix-scroll">
      <table className="matrix" aria-label={MATRIX.label}>
        <thead>
          <tr>
            <th scope="col">{MATRIX.submission}</th>
            <th scope="col">{MATRIX.expected}</th>
            <th scope="col">{MATRIX.got}</th>
            <th scope="col" className="matrix-decided">
              {MATRIX.decidedBy}
            </th>
            <th scope="col" className="number matrix-count">
              {MATRIX.interleavings}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.position} row={row} {...acts} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, onOpenFile, onShow }: Acts & { readonly row: ReferenceCase }) {
  const { path, expected, result, state, position } = row;
  const open = isOpen(row);
  const name = fileName(path);
  const decided = result === null ? '' : decidedWords(result);
  return (
    <>
      <tr className={open ? 'matrix-open' : undefined} data-state={state}>
        <th scope="row">
          <button type="button" className="link-button mono" title={MATRIX.open(path)} onClick={() => onOpenFile(path)}>
            {name}
          </button>
        </th>
        <td>
          <VerdictCell verdict={expected} />
        </td>
        <td>
          {result === null ? (
            <span className="ink3 small">{stateWords(state)}</span>
          ) : (
            <span className="matrix-got">
              <VerdictCell verdict={result.verdict} />
              {open ? <span className="matrix-unexpected">{MATRIX.unexpected}</span> : null}
            </span>
          )}
        </td>
        <td className="ink2 small matrix-decided" title={decided}>
          {decided}
        </td>
        <td className="number matrix-count">
          {result?.interleavings == null ? '' : formatCount(result.interleavings)}
        </td>
      </tr>
      {open && result !== null ? (
        <tr className="matrix-why">
          <td colSpan={5}>
            <div>
              <Icon name={VERDICT_FACES[result.verdict].icon} small className="ink-bad" />
              <p>
                <b>{MATRIX.got1(name, VERDICT_FACES[result.verdict].word)}</b>{' '}
                <span className="ink2">{result.fault ?? result.sentence}</span>
              </p>
              <button
                type="button"
                className="button small"
                aria-label={MATRIX.foundOf(name)}
                onClick={() => onShow(position)}
              >
                {MATRIX.found}
              </button>
            </div>
          </td>
        </tr>
      ) : null}
    </>
  );
}

function stateWords(state: ReferenceCase['state']): string {
  switch (state) {
    case 'queued':
      return MATRIX.waiting;
    case 'running':
    case 'finished':
      return MATRIX.running;
    case 'cancelled':
      return MATRIX.cancelled;
    default:
      return state satisfies never;
  }
}

export function VerdictCell({ verdict }: { readonly verdict: Verdict }) {
  const { icon, tone, word, code } = VERDICT_FACES[verdict];
  return (
    <span className={`verdict-cell ink-${tone}`} data-verdict={verdict}>
      <Icon name={icon} small />
      {word} <code>{code}</code>
    </span>
  );
}
