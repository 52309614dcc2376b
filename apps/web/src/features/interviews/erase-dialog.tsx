/** Asks before all data of a candidate is erased, and says what goes and what stays. The name has to be typed. */
import { Listed } from '../../shared/ask/listed.tsx';
import { QuestionDialog } from '../../shared/ask/question-dialog.tsx';
import { ERASE } from './messages.ts';

export function EraseDialog(props: {
  readonly candidate: string;
  readonly erase: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { candidate, erase, onClose } = props;
  const text = (
    <>
      <p>{ERASE.text}</p>
      <Listed title={ERASE.goes} lines={ERASE.goesLines} />
      <Listed title={ERASE.stays} lines={ERASE.staysLines} />
    </>
  );
  const question = { title: ERASE.title(candidate), text, action: ERASE.action, typed: candidate, act: erase };
  return <QuestionDialog question={question} onClose={onClose} />;
}
