/** Starts the application. The order of imports matters: zod must be set up before the schemas are built. */
import './shared/api/zod-setup.ts';
import './styles/tokens.css';
import './styles/base.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient, Providers } from './app/providers.tsx';
import { createAppRouter } from './app/router.tsx';
import { createServices } from './shared/api/services.tsx';

const host = document.getElementById('root');
if (host === null) throw new Error('index.html has no element with the id "root"');
createRoot(host).render(
  <StrictMode>
    <Providers services={createServices(window)} queryClient={createQueryClient()}>
      <RouterProvider router={createAppRouter()} />
    </Providers>
  </StrictMode>,
);
