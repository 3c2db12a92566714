/** The head of the OpenAPI document; the routes' own schemas make the rest. */
export const OPENAPI = {
  openapi: '3.0.3',
  info: {
    title: 'Stillhouse Query Service API',
    description: 'Queries, templates, schedules, runs, accelerated queries and accounts.',
    version: '1.0.0',
  },
  components: {
    securitySchemes: {
      basic: { type: 'http' as const, scheme: 'basic' },
      bearer: { type: 'http' as const, scheme: 'bearer' },
    },
  },
  security: [{ basic: [] }, { bearer: [] }],
};
