/** The form of a question. Mounted anew for another revision and for another answer, so it begins empty. */
import type { Answer, QuestionView } from '@lockstep/protocol';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../shared/api/http.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { usePageKeys } from '../../shared/ui/page-keys.ts';
import { ariaStroke, isMac, KeyHint } from '../../shared/ui/shortcut.tsx';
import { blank, type Filled, read, toggled } from './answer-model.ts';
import { ChoiceFields } from './choice-fields.tsx';
import { FORM } from './messages.ts';
import { NumberField } from './number-field.tsx';
import { OrderField } from './order-field.tsx';

export function AnswerForm(props: {
  readonly question: Pick<QuestionView, 'form'>;
  readonly sending: boolean;
  readonly failure: Error | null;
  /** The reader asked for this form, so the focus goes there. */
  readonly focused: boolean;
  readonly onAnswer: (answer: Answer) => void;
}) {
  const { form } = props.question;
  const { sending, failure, focused } = props;
  const host = useRef<HTMLFormElement>(null);
  const [filled, setFilled] = useState(() => blank(form));
  const reading = read(form, filled);
  const blocked = sending ? FORM.sending : reading.kind === 'incomplete' ? reading.reason : null;
  const control = (place: number) => host.current?.querySelector<HTMLElement>(`[data-choice="${place}"]`) ?? null;

  const toggle = (place: number): void => {
    setFilled((before) =>
      before.kind === 'chosen'
        ? { ...before, choices: toggled(before.choices, place, form.kind === 'single') }
        : before,
    );
  };
  const send = (): void => {
    if (reading.kind === 'ready' && !sending) props.onAnswer(reading.answer);
  };
  usePageKeys((key) => {
    if (key === 'enter') {
      send();
      return true;
    }
    if (filled.kind === 'number') {
      // The key that leads into the field is typed there.
      if (/^[\d.-]$/.test(key)) control(0)?.focus();
      return false;
    }
    const chosen = /^[1-9]$/.test(key) ? control(Number(key) - 1) : null;
    if (chosen === null) return false;
    chosen.focus();
    if (filled.kind === 'chosen') toggle(Number(key) - 1);
    return true;
  });
  useEffect(() => {
    if (focused) host.current?.querySelector<HTMLElement>('[data-choice="0"]')?.focus();
  }, [focused]);

  return (
    <form
      ref={host}
      className="answer-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Fields form={form} filled={filled} onFilled={setFilled} onToggle={toggle} />
      <div className="answer-submit">
        <button
          type="submit"
          className="button primary"
          disabled={blocked !== null}
          title={blocked ?? undefined}
          aria-keyshortcuts={`Enter ${ariaStroke('mod+enter', isMac())}`}
        >
          {sending ? FORM.sending : FORM.submit} <KeyHint keys={['↵']} />
        </button>
        <p className="small ink3">{sending ? '' : (blocked ?? '')}</p>
      </div>
      {failure === null ? null : <NotSent failure={failure} />}
    </form>
  );
}

function Fields(props: {
  readonly form: QuestionView['form'];
  readonly filled: Filled;
  readonly onFilled: (filled: Filled) => void;
  readonly onToggle: (place: number) => void;
}) {
  const { form, filled, onFilled } = props;
  switch (form.kind) {
    case 'single':
    case 'multiple':
    case 'outcomes':
      return (
        <ChoiceFields form={form} chosen={filled.kind === 'chosen' ? filled.choices : []} onToggle={props.onToggle} />
      );
    case 'order':
      return (
        <OrderField
          texts={form.items}
          items={filled.kind === 'ordered' ? filled.items : []}
          onOrder={(items) => onFilled({ kind: 'ordered', items })}
        />
      );
    case 'number':
      return (
        <NumberField
          text={filled.kind === 'number' ? filled.text : ''}
          unit={form.unit}
          onText={(text) => onFilled({ kind: 'number', text })}
        />
      );
    default:
      return form satisfies never;
  }
}

function NotSent({ failure }: { readonly failure: Error }) {
  const unreachable = failure instanceof ApiError && failure.kind === 'unreachable';
  return (
    <div className="answer-notice" role="alert">
      <Icon name={unreachable ? 'offline' : 'error'} />
      <div>
        <b>{FORM.notSentTitle}</b>
        <p>{unreachable ? FORM.unreachable : failure.message}</p>
      </div>
    </div>
  );
}
