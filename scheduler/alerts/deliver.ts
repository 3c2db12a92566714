import { createHmac } from 'node:crypto';
import { createTransport, type Transporter } from 'nodemailer';
import type { AlertEntry, Delivery } from './alert-log.ts';

/** Mail goes through one server. */
export interface MailOptions {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly url: string;
  readonly from: string;
}

const TIMEOUT_MS = 10_000;

/** Sends alerts: by mail, and to web addresses as signed JSON. */
export class Deliverer {
  readonly #secret: Buffer;
  readonly #mail: { readonly transport: Transporter; readonly from: string } | undefined;

  constructor(secret: Buffer, mail: MailOptions | undefined) {
    this.#secret = secret;
    this.#mail =
      mail === undefined
        ? undefined
        : {
            transport: createTransport(mail.url, {
              connectionTimeout: TIMEOUT_MS,
              socketTimeout: TIMEOUT_MS,
            } as object),
            from: mail.from,
          };
  }

  get hasMail(): boolean {
    return this.#mail !== undefined;
  }

  /** Throws what went wrong, fit to be shown. */
  async send({ channel, to }: Delivery, entry: AlertEntry): Promise<void> {
    if (channel === 'email') await this.#sendMail(to, entry);
    else await this.#post(to, entry);
  }

  /** The key that web addresses of an asset verify signatures with. */
  key(assetId: string): string {
    return createHmac('sha256', this.#secret).update(`webhook ${assetId}`).digest('hex');
  }

  close(): void {
    this.#mail?.transport.close();
  }

  async #sendMail(to: string, entry: AlertEntry): Promise<void> {
    if (this.#mail === undefined) throw new Error('no mail server is configured');
    const text = `${entry.title}\n\n${JSON.stringify(entry.event, undefined, 2)}\n`;
    await this.#mail.transport.sendMail({ from: this.#mail.from, to, subject: entry.title, text });
  }

  async #post(to: string, entry: AlertEntry): Promise<void> {
    const body = JSON.stringify(entry.event);
    const signature = createHmac('sha256', this.key(entry.assetId)).update(body).digest('hex');
    const response = await fetch(to, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'stillhouse',
        'x-stillhouse-delivery': entry.id,
        'x-stillhouse-signature': `sha256=${signature}`,
      },
      body,
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`answered ${response.status}`);
  }
}
