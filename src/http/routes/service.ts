import type { FastifyInstance } from 'fastify';
import { type ApiDocument, docsPage } from '../docs-page.ts';
import { metricsText } from '../metrics.ts';
import type { HttpServices } from '../services.ts';

/** The server itself: health, metrics, and the description of the API. */
export function service(app: FastifyInstance, services: HttpServices): void {
  const open = { config: { open: true }, schema: { hide: true } } as const;
  app.get('/health', open, async () => ({ status: 'up' }));
  app.get('/ready', open, async (_request, reply) => {
    const ready = services.ready();
    reply.code(ready ? 200 : 503);
    return { ready };
  });
  app.get('/openapi.json', open, async () => app.swagger());
  app.get('/docs', open, async (_request, reply) => {
    reply.type('text/html; charset=utf-8');
    return reply.send(docsPage(app.swagger() as object as ApiDocument));
  });
  app.get('/metrics', services.openMetrics ? open : { schema: { hide: true } }, async (_request, reply) => {
    reply.type('text/plain; version=0.0.4; charset=utf-8');
    return reply.send(metricsText(services));
  });
}
