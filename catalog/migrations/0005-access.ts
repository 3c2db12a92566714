/** Tokens that serve as passwords of connections, and the addresses that connections may come from. */
export const access = {
  number: 5,
  name: 'access',
  statements: [
    'ALTER TABLE stillhouse.tokens ADD COLUMN verifier VARCHAR',
    'CREATE TABLE stillhouse.allowed_addresses (place INTEGER NOT NULL, ip_range VARCHAR NOT NULL, description VARCHAR)',
  ],
} as const;
