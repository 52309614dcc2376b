/** One's own account: name, password, the browsers that one is signed in with. */
import { AccountView, type SignInState } from '@lockstep/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CORNER, ROLES } from '../../shared/account/messages.ts';
import { NOTHING } from '../../shared/account/session.ts';
import { useSignOut } from '../../shared/account/sign-out.ts';
import { SignedIn } from '../../shared/account/signed-in.tsx';
import { queryKeys } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { NameField, PasswordField } from '../../shared/form/fields.tsx';
import { Form } from '../../shared/form/form.tsx';
import { formatMoment } from '../../shared/format.ts';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { useTitle } from '../../shared/ui/states.tsx';
import './account.css';
import { ACCOUNT } from './messages.ts';
import { SessionsSection, sessionsKey } from './sessions-section.tsx';
import { TokensSection } from './tokens/tokens-section.tsx';

export function AccountPage() {
  useTitle(ACCOUNT.title);
  return (
    <>
      <AppBar left={<MainNavigation />} brandName />
      <main className="account" id="content">
        <SignedIn>{(account) => <Account account={account} />}</SignedIn>
      </main>
    </>
  );
}

function Account({ account }: { readonly account: AccountView }) {
  const { kind, signOut } = useSignOut();
  return (
    <>
      <header className="account-head">
        <h1>{ACCOUNT.title}</h1>
        <button type="button" className="button" aria-disabled={kind === 'busy' || undefined} onClick={signOut}>
          {kind === 'busy' ? CORNER.signingOut : CORNER.signOut}
        </button>
      </header>
      <p className="account-fault ink-bad" role="status">
        {kind === 'failed' ? CORNER.notSignedOut : ''}
      </p>
      <Profile account={account} />
      <PasswordSection account={account} />
      <SessionsSection />
      <TokensSection role={account.role} />
    </>
  );
}

function Profile({ account }: { readonly account: AccountView }) {
  const { api } = useServices();
  const client = useQueryClient();
  const [saved, setSaved] = useState<string | null>(null);
  return (
    <section className="account-part card" aria-label={ACCOUNT.profile}>
      <h2>{ACCOUNT.profile}</h2>
      <dl className="account-facts">
        <dt>{ACCOUNT.email}</dt>
        <dd>{account.email}</dd>
        <dt>{ACCOUNT.role}</dt>
        <dd>{ROLES[account.role]}</dd>
        <dt>{ACCOUNT.since}</dt>
        <dd>{formatMoment(account.createdAt)}</dd>
      </dl>
      <Form
        label={ACCOUNT.profile}
        action={ACCOUNT.saveName}
        busyAction={ACCOUNT.saving}
        send={async ({ name }) => {
          setSaved(null);
          const changed = await api.send('PATCH', '/api/account', AccountView, { name });
          client.setQueryData<SignInState>(queryKeys.session, (state) => state && { ...state, account: changed });
          setSaved(changed.name);
        }}
        beside={<Done text={saved === account.name ? ACCOUNT.saved : ''} />}
      >
        <NameField initial={account.name} />
      </Form>
    </section>
  );
}

function PasswordSection({ account }: { readonly account: AccountView }) {
  const { api } = useServices();
  const client = useQueryClient();
  const [changed, setChanged] = useState(false);
  return (
    <section className="account-part card" aria-label={ACCOUNT.passwordTitle}>
      <h2>{ACCOUNT.passwordTitle}</h2>
      {account.hasPassword ? (
        <>
          <p className="ink2">{ACCOUNT.passwordText}</p>
          <Form
            label={ACCOUNT.passwordTitle}
            action={ACCOUNT.change}
            busyAction={ACCOUNT.changing}
            emptied
            send={async ({ current, password }) => {
              setChanged(false);
              await api.send('PUT', '/api/account/password', NOTHING, { current, password });
              setChanged(true);
              void client.invalidateQueries({ queryKey: sessionsKey });
            }}
            beside={<Done text={changed ? ACCOUNT.changed : ''} />}
          >
            <input type="text" hidden autoComplete="username" value={account.email} readOnly />
            <PasswordField name="current" kind="known" />
            <PasswordField name="password" kind="new" label={ACCOUNT.newPassword} />
          </Form>
        </>
      ) : (
        <p className="ink2">{ACCOUNT.noPassword}</p>
      )}
    </section>
  );
}

function Done({ text }: { readonly text: string }) {
  return (
    <span className="form-done" role="status">
      {text === '' ? null : (
        <>
          <Icon name="check" small />
          {text}
        </>
      )}
    </span>
  );
}
