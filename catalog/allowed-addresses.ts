import { BlockList, isIP } from 'node:net';
import type { EngineConnection } from '../src/engine/connection.ts';

/** Addresses that connections may come from: one address, or a CIDR range. */
export interface AddressRange {
  readonly ipRange: string;
  readonly description?: string | undefined;
}

/** Which addresses PostgreSQL connections may come from. An empty list allows everyone. Source: API reference, section 13. */
export class AllowedAddresses {
  readonly #connection: EngineConnection;
  #ranges: readonly AddressRange[] = [];
  #matcher = new BlockList();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(connection: EngineConnection) {
    this.#connection = connection;
  }

  /** Takes the connection over. */
  static async open(connection: EngineConnection): Promise<AllowedAddresses> {
    const list = new AllowedAddresses(connection);
    const rows = await connection.rows('SELECT ip_range, description FROM stillhouse.allowed_addresses ORDER BY place');
    list.#use(
      rows.map(([ipRange, description]) => ({
        ipRange: String(ipRange),
        description: description === null ? undefined : String(description),
      })),
    );
    return list;
  }

  get ranges(): readonly AddressRange[] {
    return this.#ranges;
  }

  allows(address: string): boolean {
    if (this.#ranges.length === 0) return true;
    const plain = plainAddress(address);
    return isIP(plain) !== 0 && this.#matcher.check(plain, familyOf(plain));
  }

  /** Replaces the whole list, durably. Every range has to be one that `isAddressRange` takes. */
  replace(ranges: readonly AddressRange[]): Promise<void> {
    const turn = this.#last.then(() => this.#replace(ranges));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.#last;
    this.#connection.close();
  }

  async #replace(ranges: readonly AddressRange[]): Promise<void> {
    const connection = this.#connection;
    await connection.execute('BEGIN TRANSACTION');
    try {
      await connection.execute('DELETE FROM stillhouse.allowed_addresses');
      const rows = ranges.map(
        ({ ipRange, description }, place) => `(${place}, ${literal(ipRange)}, ${literal(description)})`,
      );
      if (rows.length > 0) {
        await connection.execute(`INSERT INTO stillhouse.allowed_addresses VALUES ${rows.join(', ')}`);
      }
      await connection.execute('COMMIT');
    } catch (error) {
      await connection.execute('ROLLBACK').catch(() => undefined);
      throw error;
    }
    this.#use(ranges);
  }

  #use(ranges: readonly AddressRange[]): void {
    const matcher = new BlockList();
    for (const { ipRange } of ranges) {
      const [address = '', prefix] = ipRange.split('/');
      if (prefix === undefined) matcher.addAddress(address, familyOf(address));
      else matcher.addSubnet(address, Number(prefix), familyOf(address));
    }
    this.#matcher = matcher;
    this.#ranges = ranges;
  }
}

/** `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`. */
export function isAddressRange(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0 || address.includes('%')) return false;
  if (prefix === undefined) return true;
  return /^(0|[1-9][0-9]{0,2})$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128);
}

/** Without the zone of a link-local address, and IPv4 as such also where a socket shows it inside of IPv6. */
function plainAddress(address: string): string {
  return address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

function literal(text: string | undefined): string {
  return text === undefined ? 'NULL' : `'${text.replaceAll("'", "''").replaceAll('\0', '')}'`;
}
