/** Starts the application. The order of imports matters: zod must be set up before the schemas are built. */
import './shared/api/zod-setup.ts';
import './styles/tokens.css';
import './styles/base.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient, Providers } from './app/providers.tsx';
import { createAppRouter } from './app/router.tsx';
import { beginExercise } from './shared/api/queries.ts';
import { createServices } from './shared/api/services.tsx';
import { pageSitting } from './shared/sitting/sitting-sign.ts';

const host = document.getElementById('root');
if (host === null) throw new Error('index.html has no element with the id "root"');
const services = createServices(window);
const queries = createQueryClient();
const { api, store } = services;
const router = createAppRouter({ beginExercise: (slug) => beginExercise(queries, api, slug, pageSitting(store)) });
createRoot(host).render(
  <StrictMode>
    <Providers services={services} queryClient={queries}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
