/** Makes an API token, and shows it: this once, as only its hash is kept. */
import { ApiTokenMade, type Role, TokenScope } from '@lockstep/protocol';
import { useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { ONCE } from '../../../shared/ask/messages.ts';
import { OnceText } from '../../../shared/ask/once-text.tsx';
import { ChecksField, NameField, SelectField } from '../../../shared/form/fields.tsx';
import { Form } from '../../../shared/form/form.tsx';
import { formatMoment } from '../../../shared/format.ts';
import { CopyText } from '../../../shared/timeline/copy-text.tsx';
import { Icon } from '../../../shared/ui/icon.tsx';
import { Modal, ModalHead } from '../../../shared/ui/modal.tsx';
import { scroller } from '../../../shared/ui/scroller.ts';
import { LIFETIMES, NEW_TOKEN, SCOPE_LINES, SCOPES } from './messages.ts';
import { TOKENS_PATH } from './queries.ts';
import { curlExample, tokenRequest } from './token-words.ts';

interface Props {
  /** Of whoever makes it. */
  readonly role: Role;
  readonly onMade: () => void;
  readonly onClose: () => void;
}

export function NewTokenDialog({ role, onMade, onClose }: Props) {
  const [made, setMade] = useState<ApiTokenMade | null>(null);
  const title = made === null ? NEW_TOKEN.title : NEW_TOKEN.madeTitle(made.view.name);
  return (
    <Modal label={title} className="ask wide" onClose={onClose}>
      <ModalHead title={title} close={NEW_TOKEN.dismiss} onClose={onClose} />
      {made === null ? (
        <NewTokenForm
          role={role}
          onMade={(token) => {
            setMade(token);
            onMade();
          }}
        />
      ) : (
        <Made made={made} onClose={onClose} />
      )}
    </Modal>
  );
}

function NewTokenForm({ role, onMade }: { readonly role: Role; readonly onMade: (made: ApiTokenMade) => void }) {
  const { api } = useServices();
  const scopes = TokenScope.options.filter((scope) => scope !== 'admin' || role === 'admin');
  return (
    <div className="ask-text">
      <Form
        label={NEW_TOKEN.title}
        action={NEW_TOKEN.action}
        busyAction={NEW_TOKEN.busy}
        send={async (values) => onMade(await api.send('POST', TOKENS_PATH, ApiTokenMade, tokenRequest(values)))}
      >
        <NameField autoComplete="off" hint={NEW_TOKEN.nameHint} />
        <ChecksField
          name="scopes"
          checks={scopes.map((scope) => ({
            value: scope,
            word: SCOPES[scope],
            line: SCOPE_LINES[scope],
            initial: scope === 'read',
          }))}
        />
        <SelectField name="days" options={LIFETIMES} initial="90" />
      </Form>
    </div>
  );
}

function Made({ made: { token, view }, onClose }: { readonly made: ApiTokenMade; readonly onClose: () => void }) {
  const example = curlExample(window.location.origin, view.scopes);
  return (
    <>
      <div className="ask-text">
        <p>{NEW_TOKEN.once}</p>
        <OnceText text={token} label={NEW_TOKEN.label} copy={NEW_TOKEN.copy} />
        <p className="row ink2">
          <Icon name="clock" small />
          {view.expiresAt === null ? NEW_TOKEN.untilRevoked : NEW_TOKEN.until(formatMoment(view.expiresAt))}
        </p>
        <div className="token-example">
          <p>{NEW_TOKEN.example}</p>
          <pre {...scroller(NEW_TOKEN.exampleName)}>{example}</pre>
          <CopyText text={() => example} label={NEW_TOKEN.copyExample} name={NEW_TOKEN.exampleName} />
        </div>
      </div>
      <div className="ask-actions">
        <a className="button quiet" href="/docs" target="_blank" rel="noreferrer">
          {NEW_TOKEN.docs}
        </a>
        <button type="button" className="button primary" onClick={onClose}>
          {ONCE.done}
        </button>
      </div>
    </>
  );
}
