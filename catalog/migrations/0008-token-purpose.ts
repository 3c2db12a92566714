/** Tokens that were made for one connection are told from those that an account asked for. */
export const tokenPurpose = {
  number: 8,
  name: 'token-purpose',
  statements: ['ALTER TABLE stillhouse.tokens ADD COLUMN purpose VARCHAR'],
} as const;
