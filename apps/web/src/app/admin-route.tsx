/** The pages of admins, and the frame around them. A chunk of its own. */
import { Navigate, Outlet } from '@tanstack/react-router';
import { AdminFrame } from '../features/admin/admin-frame.tsx';

export { AccountsPage } from '../features/admin/accounts-page.tsx';
export { AuditPage } from '../features/admin/audit-page.tsx';
export { JudgingPage } from '../features/admin/judging/judging-page.tsx';

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
