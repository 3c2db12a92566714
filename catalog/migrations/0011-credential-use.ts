/** When each account was proved last. Those that are there begin to count now: nobody knows when they were used. */
export const credentialUse = {
  number: 11,
  name: 'credential-use',
  statements: [
    'CREATE TABLE stillhouse.credential_use (role BIGINT PRIMARY KEY, used_at TIMESTAMP NOT NULL)',
    `INSERT INTO stillhouse.credential_use
     SELECT oid, make_timestamp(epoch_us(now())) FROM stillhouse.objects WHERE kind = 'role'`,
  ],
} as const;
