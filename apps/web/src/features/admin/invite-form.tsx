/** Invites somebody: what comes back is a link. */
import { InvitationRequest } from '@lockstep/protocol';
import { ROLES } from '../../shared/account/messages.ts';
import { ApiError } from '../../shared/api/http.ts';
import { useServices } from '../../shared/api/services.tsx';
import { EmailField, SelectField } from '../../shared/form/fields.tsx';
import { Form } from '../../shared/form/form.tsx';
import type { ShownLink } from './link-dialog.tsx';
import { INVITE, LINK } from './messages.ts';
import { invite } from './queries.ts';

const ROLE_OPTIONS = Object.entries(ROLES);

export function InviteForm({ onLink }: { readonly onLink: (link: ShownLink) => void }) {
  const { api } = useServices();
  return (
    <section className="card admin-part" aria-label={INVITE.title}>
      <h2>{INVITE.title}</h2>
      <p className="ink2">{INVITE.text}</p>
      <Form
        className="invite"
        label={INVITE.title}
        action={INVITE.action}
        busyAction={INVITE.busy}
        emptied
        send={async (values) => {
          const request = InvitationRequest.parse(values);
          onLink({ ...(await invite(api, request)), title: LINK.invitation(request.email) });
        }}
        explain={(fault, error) =>
          error instanceof ApiError && error.status === 409
            ? { ...fault, fields: { email: error.message }, sentence: null }
            : fault
        }
      >
        <EmailField autoComplete="off" />
        <SelectField name="role" options={ROLE_OPTIONS} initial="candidate" />
      </Form>
    </section>
  );
}
