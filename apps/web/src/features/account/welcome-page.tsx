/** What a link of ours opens: a new account, or a new password. The link's token lives in this page's memory only. */
import { type LinkKind, LinkView, SignInState } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { OF_ANYBODY, useBecomeVisitor } from '../../shared/account/session.ts';
import { ApiError } from '../../shared/api/http.ts';
import { useServices } from '../../shared/api/services.tsx';
import { EmailField, NameField, PasswordField } from '../../shared/form/fields.tsx';
import { Form } from '../../shared/form/form.tsx';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { LoadFailure, Notice, Skeleton, useTitle } from '../../shared/ui/states.tsx';
import './account.css';
import { SIGN_IN, WELCOME, WELCOME_FORMS } from './messages.ts';

/** `token` null: the address has none. */
export function WelcomePage({ token }: { readonly token: string | null }) {
  return (
    <>
      <AppBar left={<MainNavigation />} brandName />
      {token === null ? <NoLink title={WELCOME.noneTitle} text={WELCOME.noneText} /> : <Linked token={token} />}
    </>
  );
}

function Linked({ token }: { readonly token: string }) {
  const { api } = useServices();
  const link = useQuery({
    queryKey: ['account-link', token],
    queryFn: () => api.send('POST', '/api/account-links/view', LinkView, { token }),
    // Nothing of it stays in memory once the page is left, and what is being filled in does not change.
    gcTime: 0,
    meta: OF_ANYBODY,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (link.data !== undefined) return <LinkForm token={token} link={link.data} />;
  const { error } = link;
  // A token that is none of ours is refused as such.
  if (error instanceof ApiError && (error.status === 404 || error.status === 400)) {
    return <NoLink title={WELCOME.deadTitle} text={WELCOME.deadText} />;
  }
  return (
    <main className="entry" id="content">
      {error === null ? (
        <>
          <h1 className="sr">{WELCOME.loading}</h1>
          <Skeleton lines={6} />
        </>
      ) : (
        <LoadFailure error={error} retry={() => void link.refetch()} level="h1" />
      )}
    </main>
  );
}

function NoLink({ title, text }: { readonly title: string; readonly text: string }) {
  useTitle(title);
  return (
    <main className="page-center" id="content">
      <Notice icon="error" title={title} text={text} level="h1">
        <Link to="/sign-in" className="button primary">
          {WELCOME.toSignIn}
        </Link>
      </Notice>
    </main>
  );
}

function LinkForm({ token, link }: { readonly token: string; readonly link: LinkView }) {
  const { api } = useServices();
  const become = useBecomeVisitor();
  const { history } = useRouter();
  const words = WELCOME_FORMS[link.kind];
  useTitle(words.title);
  return (
    <main className="entry" id="content">
      <h1>{words.title}</h1>
      <p className="ink2 sign-in-text">{words.text(link.role)}</p>
      <Form
        label={words.title}
        action={words.action}
        busyAction={words.busy}
        send={async (values) => {
          // Of an account that there is already, the address is shown and not sent.
          const { email, ...rest } = values;
          const body = { token, ...rest, ...(link.kind === 'first-admin' ? { email } : {}) };
          const state = await api.send('POST', '/api/account-links/use', SignInState, body);
          become(state);
          history.replace(nextPage(link.kind));
        }}
        explain={(fault, error) =>
          error instanceof ApiError && error.status === 409 ? { ...fault, sentence: WELCOME.taken } : fault
        }
      >
        {link.kind === 'first-admin' ? <EmailField autoComplete="username" /> : <ShownEmail email={link.email} />}
        {link.kind === 'reset' ? null : <NameField />}
        <PasswordField name="password" kind="new" {...(link.kind === 'reset' ? { label: WELCOME.newPassword } : {})} />
      </Form>
      {link.kind === 'reset' ? null : <p className="small ink3 entry-foot">{SIGN_IN.text}</p>}
    </main>
  );
}

/** For the reader, and for the browser that keeps the password. */
function ShownEmail({ email }: { readonly email: string | null }) {
  return (
    <label className="field">
      <b className="field-label">{WELCOME.forAccount}</b>
      <input className="input input-shown" type="email" autoComplete="username" readOnly value={email ?? ''} />
    </label>
  );
}

function nextPage(kind: LinkKind): string {
  return kind === 'first-admin' ? '/admin/accounts' : '/';
}
