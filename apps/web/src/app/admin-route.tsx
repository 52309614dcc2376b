/** The pages of admins, and the frame around them. A chunk of its own. */
import { getRouteApi, Navigate, Outlet } from '@tanstack/react-router';
import { AdminFrame } from '../features/admin/admin-frame.tsx';
import { WebhookPage } from '../features/admin/webhooks/webhook-page.tsx';

export { AccountsPage } from '../features/admin/accounts-page.tsx';
export { AuditPage } from '../features/admin/audit-page.tsx';
export { JudgingPage } from '../features/admin/judging/judging-page.tsx';
export { WebhooksPage } from '../features/admin/webhooks/webhooks-page.tsx';

const webhook = getRouteApi('/admin/webhooks/$id');

export function AdminRoute() {
  return (
    <AdminFrame>
      <Outlet />
    </AdminFrame>
  );
}

export function AdminIndexRoute() {
  return <Navigate to="/admin/accounts" replace />;
}

export function WebhookRoute() {
  const { id } = webhook.useParams();
  return <WebhookPage key={id} id={id} />;
}
