/** The mutants of each accepted submission as cells, and below them those that an author has to look at. */
import type { MutantCase, Verification } from '@lockstep/protocol';
import { useState } from 'react';
import { Icon, type IconName } from '../../../shared/ui/icon.tsx';
import { fileName } from '../tree/package-files.ts';
import { decidedWords } from './decided-words.ts';
import { EquivalentForm } from './equivalent-form.tsx';
import { MUTANTS } from './messages.ts';
import { isOpen, type MutantGroup, mutantGroups } from './verification-model.ts';

export interface Equivalent {
  readonly path: string;
  readonly mistake: string;
  readonly line: number;
  readonly why: string;
}

interface Acts {
  readonly onOpenFile: (path: string, line?: number) => void;
  readonly onShow: (position: number) => void;
  readonly onEquivalent: (entry: Equivalent) => Promise<void>;
}

export function Mutants({ verification, ...acts }: Acts & { readonly verification: Verification }) {
  const groups = mutantGroups(verification.cases);
  if (groups.length === 0) return null;
  return (
    <section className="mutants" aria-labelledby="mutants-title">
      <header>
        <h3 id="mutants-title">{MUTANTS.title}</h3>
        <span className="small ink3">{MUTANTS.text}</span>
      </header>
      {groups.map((group) => (
        <Group key={group.path} group={group} {...acts} />
      ))}
    </section>
  );
}

type Shown = MutantCase['state'] | NonNullable<MutantCase['fate']>;

/** A cell's icon says its fate; the tone comes third. */
const CELLS: Readonly<
  Record<Exclude<Shown, 'finished' | 'queued'> | 'waiting', { readonly icon: IconName; readonly look: string }>
> = {
  killed: { icon: 'check', look: 'killed' },
  equivalent: { icon: 'equal', look: 'equivalent' },
  survived: { icon: 'bug', look: 'survived' },
  'judge-error': { icon: 'error', look: 'survived' },
  waiting: { icon: 'circle', look: 'waiting' },
  running: { icon: 'clock', look: 'running' },
  cancelled: { icon: 'ban', look: 'waiting' },
};

function cellOf({ state, fate }: MutantCase): keyof typeof CELLS {
  if (fate !== null) return fate;
  return state === 'queued' || state === 'finished' ? 'waiting' : state;
}

function Group({ group, ...acts }: Acts & { readonly group: MutantGroup }) {
  const { path, mutants } = group;
  const [picked, setPicked] = useState<number | null>(null);
  const rejected = mutants.filter(({ fate }) => fate === 'killed').length;
  const counted = mutants.filter(({ fate }) => fate !== 'equivalent').length;
  const shown = mutants.filter((one) => isOpen(one) || one.position === picked);
  return (
    <div className="mutant-group">
      <h4>
        <button type="button" className="link-button mono" onClick={() => acts.onOpenFile(path)}>
          {fileName(path)}
        </button>
        <span className="small ink3">{MUTANTS.count(rejected, counted)}</span>
      </h4>
      <ul className="mutant-cells" aria-label={MUTANTS.of(fileName(path))}>
        {mutants.map((mutant, index) => (
          <li key={mutant.position}>
            <Cell
              mutant={mutant}
              number={index + 1}
              picked={mutant.position === picked}
              onPick={() => setPicked(mutant.position === picked ? null : mutant.position)}
            />
          </li>
        ))}
      </ul>
      {shown.map((mutant) => (
        <MutantDetail key={mutant.position} mutant={mutant} {...acts} />
      ))}
    </div>
  );
}

function Cell(props: {
  readonly mutant: MutantCase;
  readonly number: number;
  readonly picked: boolean;
  readonly onPick: () => void;
}) {
  const { mutant, number } = props;
  const cell = cellOf(mutant);
  const { icon, look } = CELLS[cell];
  const label = MUTANTS.cell(number, mutant.mistake, mutant.line, MUTANTS[cell]);
  return (
    <button
      type="button"
      className={`mutant-cell mutant-${look}`}
      aria-label={label}
      title={label}
      aria-pressed={props.picked}
      onClick={props.onPick}
    >
      <Icon name={icon} small />
    </button>
  );
}

function MutantDetail({ mutant, onOpenFile, onShow, onEquivalent }: Acts & { readonly mutant: MutantCase }) {
  const { path, mistake, line, change, fate, result, equivalent, position } = mutant;
  const [marking, setMarking] = useState(false);
  const [marked, setMarked] = useState(false);
  const open = isOpen(mutant);
  const head =
    fate === 'survived'
      ? MUTANTS.survivedHead(mistake, line)
      : fate === 'judge-error'
        ? MUTANTS.errorHead(mistake, line)
        : MUTANTS.head(mistake, line);
  const text =
    fate === 'survived'
      ? MUTANTS.survivedText
      : fate === 'killed' && result !== null
        ? MUTANTS.by(decidedWords(result))
        : equivalent === null
          ? (result?.fault ?? '')
          : MUTANTS.because(equivalent);
  return (
    <div className={open ? 'mutant-detail mutant-detail-open' : 'mutant-detail'}>
      <div className="mutant-head">
        <Icon name={CELLS[cellOf(mutant)].icon} small className={open ? 'ink-bad' : 'ink3'} />
        <p>
          <b>{head}</b> <span className="ink2 small">{text}</span>
        </p>
        <span className="spring" />
        {result === null ? null : (
          <button type="button" className="button small" onClick={() => onShow(position)}>
            {MUTANTS.all}
          </button>
        )}
        {fate === 'survived' && !marking && !marked ? (
          <button
            type="button"
            className="button small"
            aria-label={MUTANTS.markOf(mistake, line)}
            onClick={() => setMarking(true)}
          >
            {MUTANTS.mark}
          </button>
        ) : null}
      </div>
      <button
        type="button"
        className="mutant-change"
        title={fileName(path)}
        onClick={() => onOpenFile(path, change.line)}
      >
        <ChangeLines lines={change.removed} from={change.line} side="removed" />
        <ChangeLines lines={change.added} from={change.line} side="added" />
      </button>
      <p className="small ink-good mutant-marked" role="status">
        {marked ? MUTANTS.marked : ''}
      </p>
      {marking ? (
        <EquivalentForm
          act={async (why) => {
            await onEquivalent({ path, mistake, line, why });
            setMarking(false);
            setMarked(true);
          }}
          onLeave={() => setMarking(false)}
        />
      ) : null}
    </div>
  );
}

/** `from`: number of the first line. */
function ChangeLines(props: {
  readonly lines: readonly string[];
  readonly from: number;
  readonly side: 'removed' | 'added';
}) {
  const { side, from } = props;
  return props.lines
    .map((text, index) => ({ text, number: from + index }))
    .map(({ text, number }) => (
      <code key={number} className={`diff-${side}`}>
        <span aria-hidden="true">{side === 'added' ? '+' : '−'}</span>
        <span className="sr">{MUTANTS[side]} </span>
        {text}
      </code>
    ));
}
