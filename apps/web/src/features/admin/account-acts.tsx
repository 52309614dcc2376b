/** What an admin can do with an account besides its role: a reset link, closing it, deleting all data. */
import type { AccountRow } from '@lockstep/protocol';
import { useMutation } from '@tanstack/react-query';
import { useServices } from '../../shared/api/services.tsx';
import { Listed } from '../../shared/ask/listed.tsx';
import type { Question } from '../../shared/ask/question-dialog.tsx';
import { RowMenu } from '../../shared/ui/row-menu.tsx';
import type { ShownLink } from './link-dialog.tsx';
import { ACCOUNTS, CONFIRM, ERASE, LINK } from './messages.ts';
import { changeAccount, eraseAccount, makeResetLink } from './queries.ts';
import type { Said } from './said.ts';

export interface Acts {
  readonly onAsk: (question: Question) => void;
  readonly onLink: (link: ShownLink) => void;
  readonly onSaid: (said: Said | null) => void;
  /** Settles when the changed accounts are shown. */
  readonly onChanged: () => Promise<void>;
}

export function AccountActs({
  account,
  isOwn,
  ...acts
}: Acts & { readonly account: AccountRow; readonly isOwn: boolean }) {
  const { api } = useServices();
  const { onAsk, onSaid, onChanged } = acts;
  const { id, email } = account;
  const closed = account.disabledAt !== null;
  const toggle = async (): Promise<void> => {
    await changeAccount(api, id, { disabled: !closed });
    await onChanged();
    onSaid({ text: closed ? ACCOUNTS.accountOpened(email) : ACCOUNTS.accountClosed(email), failed: false });
  };
  const erase = async (): Promise<void> => {
    await eraseAccount(api, id);
    await onChanged();
    onSaid({ text: ERASE.done(email), failed: false });
  };
  return (
    <div className="account-acts">
      {closed ? null : <ResetButton account={account} {...acts} />}
      <RowMenu
        word={ACCOUNTS.menu}
        label={ACCOUNTS.menuOf(email)}
        items={[
          {
            word: closed ? ACCOUNTS.reopen : ACCOUNTS.close,
            act: () => onAsk(closed ? reopenQuestion(email, toggle) : closeQuestion(email, toggle)),
          },
          { word: ERASE.item, act: () => onAsk(eraseQuestion(email, isOwn, erase)) },
        ]}
      />
    </div>
  );
}

function ResetButton({ account, onLink, onSaid }: Acts & { readonly account: AccountRow }) {
  const { api } = useServices();
  const made = useMutation({
    networkMode: 'always',
    mutationFn: () => makeResetLink(api, account.id),
    onSuccess: (link) => onLink({ ...link, title: LINK.reset(account.email) }),
    onError: (error) => onSaid({ text: error.message, failed: true }),
  });
  return (
    <button
      type="button"
      className="button small"
      aria-label={ACCOUNTS.resetLinkOf(account.email)}
      aria-disabled={made.isPending || undefined}
      onClick={() => made.isPending || made.mutate()}
    >
      {ACCOUNTS.resetLink}
    </button>
  );
}

function closeQuestion(email: string, act: () => Promise<void>): Question {
  const { closeTitle: title, closeUndo: note, close: action } = CONFIRM;
  return { title, text: CONFIRM.closeText(email), note, action, act };
}

function reopenQuestion(email: string, act: () => Promise<void>): Question {
  return { title: CONFIRM.reopenTitle, text: CONFIRM.reopenText(email), action: CONFIRM.reopen, act };
}

function eraseQuestion(email: string, isOwn: boolean, act: () => Promise<void>): Question {
  return {
    title: ERASE.title,
    text: (
      <>
        <p>{ERASE.text(email)}</p>
        <Listed title={ERASE.goes} lines={ERASE.goesLines} />
        <Listed title={ERASE.stays} lines={ERASE.staysLines} />
      </>
    ),
    ...(isOwn ? { note: ERASE.own } : {}),
    action: ERASE.action,
    typed: email,
    act,
  };
}
