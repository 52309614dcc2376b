/**
 * A dialog over the page: everything behind it is inert, Escape and a click beside it close it, and the focus goes back
 * to where it was. The caller shows it by rendering it and takes it away when it asks for that.
 */
import { type ReactNode, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { Icon } from './icon.tsx';
import './modal.css';

/** Properties of what gets the focus when the dialog opens; without it, its first control does. */
export const FIRST_FOCUS = { 'data-first-focus': '' } as const;

export function Modal(props: {
  readonly label: string;
  readonly className: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useEffectEvent(() => props.onClose());
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    const onCancel = (event: Event): void => {
      event.preventDefault();
      close();
    };
    // The browser may close it without asking; a closing of our own is over by the time this is told.
    const onClosed = (): void => {
      if (!element.open) close();
    };
    const onPointer = (event: MouseEvent): void => {
      if (event.target === element) close();
    };
    element.addEventListener('cancel', onCancel);
    element.addEventListener('close', onClosed);
    element.addEventListener('mousedown', onPointer);
    element.showModal();
    element.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => {
      element.removeEventListener('cancel', onCancel);
      element.removeEventListener('close', onClosed);
      element.removeEventListener('mousedown', onPointer);
      // Gives the focus back while the dialog is still in the document.
      element.close();
    };
  }, []);
  return (
    <dialog ref={dialog} className={`modal ${props.className}`} aria-label={props.label}>
      <div className="modal-body">{props.children}</div>
    </dialog>
  );
}

/** Title, whatever stands beside it, and the button that closes. */
export function ModalHead(props: {
  readonly title: string;
  readonly close: string;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}) {
  return (
    <header className="modal-head">
      <h2>{props.title}</h2>
      <span className="spring" />
      {props.children}
      <button
        type="button"
        className="button quiet small square"
        aria-label={props.close}
        title={props.close}
        onClick={props.onClose}
      >
        <Icon name="x" />
      </button>
    </header>
  );
}
