/** Below "Run samples": one call, written as Python, that runs with the editor's code. Enter runs it. */
import type { ExerciseView } from '@lockstep/protocol';
import { type RefObject, type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { STATEMENT } from '../../../shared/statement/messages.ts';
import { PythonCode } from '../../../shared/text/python-code.tsx';
import { Icon } from '../../../shared/ui/icon.tsx';
import { Popover, useFocusBack } from '../../../shared/ui/popover.tsx';
import { WORKSPACE } from '../messages.ts';
import { OWN } from './messages.ts';
import './own.css';
import { CALL_LETTERS, firstCall, keepOwnCall, readOwnCalls, suggestedCalls } from './own-calls.ts';

export interface OwnArgumentsProps {
  readonly exercise: Pick<ExerciseView, 'slug' | 'signature' | 'samples'>;
  /** Why nothing can be sent now. */
  readonly blocked: string | null;
  /** Resolves to null once it was sent, and else to what is wrong, in words. */
  readonly onRun: (call: string) => Promise<string | null>;
  readonly opener: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function OwnArgumentsPopover(props: OwnArgumentsProps) {
  const { exercise, blocked, onClose, opener } = props;
  const { store } = useServices();
  const [kept] = useState(() => readOwnCalls(store, exercise.slug));
  const [call, setCall] = useState(() => firstCall(kept, exercise));
  const [fault, setFault] = useState<string | null>(null);
  const focusBack = useFocusBack(opener);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const write = (text: string): void => {
    setCall(text);
    setFault(null);
  };
  const run = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (blocked !== null) return;
    const asked = call.trim();
    const wrong = asked === '' ? OWN.empty : await props.onRun(asked);
    if (wrong === null) {
      keepOwnCall(store, exercise.slug, asked);
      focusBack();
      onClose();
      return;
    }
    setFault(wrong);
    field.current?.focus();
  };
  return (
    <Popover label={WORKSPACE.ownArguments} className="own" onClose={onClose} opener={opener} focusBack={focusBack}>
      <h2>{WORKSPACE.ownArguments}</h2>
      <form className="own-form" onSubmit={(event) => void run(event)}>
        <label htmlFor={`${id}-call`}>{OWN.call}</label>
        <div className="own-row">
          <input
            ref={field}
            id={`${id}-call`}
            className="own-field mono"
            type="text"
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            maxLength={CALL_LETTERS}
            aria-invalid={fault !== null}
            aria-describedby={`${id}-fault ${id}-about`}
            value={call}
            onChange={(event) => write(event.target.value)}
          />
          <button type="submit" className="button primary" aria-disabled={blocked !== null || undefined}>
            {blocked === WORKSPACE.sending ? OWN.running : OWN.run}
          </button>
        </div>
        <p className="own-fault" id={`${id}-fault`} role="alert">
          {fault === null ? null : (
            <>
              <Icon name="error" small />
              {fault}
            </>
          )}
        </p>
      </form>
      <PythonCode source={exercise.signature} label={STATEMENT.signature} />
      <ul className="own-calls" aria-label={OWN.suggestions}>
        {suggestedCalls(kept, exercise).map((suggestion) => (
          <li key={suggestion.call}>
            <button
              type="button"
              onClick={() => {
                write(suggestion.call);
                field.current?.focus();
              }}
            >
              <code>{suggestion.call}</code>
              {suggestion.from === 'sample' ? <span className="small ink3">{OWN.fromSample}</span> : null}
            </button>
          </li>
        ))}
      </ul>
      <p className="small ink2" id={`${id}-about`}>
        {OWN.about}
      </p>
    </Popover>
  );
}
