/**
 * A form that is checked before it is sent, says what is wrong beside the fields and above the button, and moves the focus
 * to the first field that is wrong. What is in its fields stays there whatever the server answers.
 */
import {
  createContext,
  type FormEvent,
  Fragment,
  type ReactNode,
  useContext,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { Icon } from '../ui/icon.tsx';
import './form.css';
import type { FieldName, Values } from './field-name.ts';
import { type FormFault, faultAfter, faultBefore } from './form-faults.ts';
import { FORM } from './messages.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

const FaultContext = createContext<FormFault['fields']>({});

/** What is wrong with a field of the form around it. */
export function useFieldFault(name: FieldName): string | undefined {
  return useContext(FaultContext)[name];
}

export function Form(props: {
  readonly label: string;
  readonly action: string;
  /** On the button while it is being sent. */
  readonly busyAction: string;
  /** Its password is one that exists already, which no rule is held against. */
  readonly knownPassword?: boolean;
  readonly send: (values: Values) => Promise<void>;
  /** Words of the page for a refusal, in place of the server's. */
  readonly explain?: (fault: FormFault, error: unknown) => FormFault;
  /** Once it is taken, the fields are emptied. */
  readonly emptied?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
  /** Beside the button. */
  readonly beside?: ReactNode;
}) {
  const [busy, setBusy] = useState(false);
  /** How often the fields were emptied: each time they begin anew. */
  const [round, setRound] = useState(0);
  const [fault, setFault] = useState<FormFault | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const secondsLeft = useSecondsLeft(fault);
  useLayoutEffect(() => {
    if (fault !== null) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [fault]);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (busy || secondsLeft > 0) return;
    const entered = new FormData(event.currentTarget);
    const names = new Set(entered.keys());
    const values: Values = Object.fromEntries([...names].map((name) => [name, entered.getAll(name).join(' ')]));
    const before = faultBefore(values, props.knownPassword ?? false);
    setFault(before);
    if (before !== null) return;
    setBusy(true);
    try {
      await props.send(values);
      if (props.emptied) setRound((before) => before + 1);
    } catch (error) {
      const after = faultAfter(error, values);
      setFault(props.explain?.(after, error) ?? after);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      ref={form}
      className={`form ${props.className ?? ''}`}
      aria-label={props.label}
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      <FaultContext value={fault?.fields ?? {}}>
        <Fragment key={round}>{props.children}</Fragment>
      </FaultContext>
      <div>
        <div className="form-fault" role="alert">
          {fault?.sentence ? (
            <p>
              <Icon name="error" small />
              <span>
                {fault.sentence}{' '}
                {fault.waitSeconds === null ? null : <Wait from={fault.waitSeconds} left={secondsLeft} />}
              </span>
            </p>
          ) : null}
        </div>
        <div className="form-actions">
          <button type="submit" className="button primary" aria-disabled={busy || secondsLeft > 0 || undefined}>
            {busy ? props.busyAction : props.action}
          </button>
          {props.beside}
        </div>
      </div>
    </form>
  );
}

/** Counts down for the eye; read out at its beginning and at its end only. */
function Wait({ from, left }: { readonly from: number; readonly left: number }) {
  if (left === 0) return FORM.tryAgainNow;
  return (
    <>
      <span aria-hidden="true">{FORM.tryAgainIn(left)}</span>
      <span className="sr">{FORM.tryAgainIn(from)}</span>
    </>
  );
}
