import { Pool } from 'undici';
import { attempt } from './attempt.js';
import { VendorFailure } from './failure.js';
import { Gate, GateFull } from './gate.js';
import { Joined } from './joined.js';
import { checkOptions, type VendorClientOptions, type VendorClientSettings } from './options.js';
import { DeadlinePassed, type FetchedReport, repeat } from './repeat.js';
import { checkLocale, encodeReportId } from './report-id.js';

export type { FetchedReport } from './repeat.js';

export interface FetchOptions {
  /** Language of the labels, such as `en`, `es` or `pt_BR`. */
  readonly locale: string;
  /** Detaches this caller; the request itself goes on while others wait for it. */
  readonly signal?: AbortSignal | undefined;
}

export interface VendorClient {
  /**
   * Fetches one report as text.
   *
   * @param reportId the vendor's id, not URL-encoded
   * @throws VendorFailure for everything the vendor, the network or the arguments do wrong
   * @throws the signal's reason when the caller's own signal aborts
   */
  fetchReport(reportId: string, options: FetchOptions): Promise<FetchedReport>;
  /** Aborts what is under way (as `closing`) and closes the connections. */
  close(): Promise<void>;
}

/**
 * Creates a client for the vendor's server-to-server API. Nothing is sent until a report is asked for.
 *
 * @throws TypeError naming the option that is wrong
 */
export function createVendorClient(options: VendorClientOptions): VendorClient {
  return new PooledVendorClient(checkOptions(options));
}

class PooledVendorClient implements VendorClient {
  readonly #settings: VendorClientSettings;
  readonly #pool: Pool;
  readonly #gate: Gate;
  readonly #joined = new Joined<FetchedReport>();
  #closed = false;

  constructor(settings: VendorClientSettings) {
    this.#settings = settings;
    this.#gate = new Gate(settings.maxConcurrent, settings.maxQueued);
    this.#pool = new Pool(settings.origin, {
      connections: settings.maxConcurrent,
      pipelining: 1,
      connect: { timeout: settings.connectTimeoutMs },
      headersTimeout: settings.headersTimeoutMs,
      bodyTimeout: settings.bodyTimeoutMs,
    });
  }

  async fetchReport(reportId: string, { locale, signal }: FetchOptions): Promise<FetchedReport> {
    const query = new URLSearchParams({ locale: checkLocale(locale) }).toString();
    const path = `${this.#settings.collection}/${encodeReportId(reportId)}?${query}`;
    if (this.#closed) throw new VendorFailure('closing');
    return this.#joined.run(path, (controller) => this.#fetch(path, controller), signal);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#joined.abortAll(new VendorFailure('closing'));
    await this.#pool.destroy();
  }

  // The deadline aborts the controller that is there already. AbortSignal.any() over AbortSignal.timeout() would read better,
  // but before Node 24 the time-out can be garbage-collected, and then it never fires (nodejs/node#57736).
  async #fetch(path: string, controller: AbortController): Promise<FetchedReport> {
    const { timing, token, maxBytes, totalTimeoutMs } = this.#settings;
    const { signal } = controller;
    const startedMs = timing.now();
    const stopClock = timing.after(totalTimeoutMs, () => {
      controller.abort(new DeadlinePassed());
    });
    const send = () =>
      attempt(this.#pool, { path, token, signal, maxBytes, wallClock: () => timing.wallClock() });
    try {
      return await this.#gate.run(
        () => repeat(send, { policy: this.#settings, timing, signal, startedMs }),
        signal,
      );
    } catch (error) {
      // Either no room to wait, or the whole time was spent waiting: too much is going on in both cases.
      if (error instanceof GateFull || error instanceof DeadlinePassed) throw new VendorFailure('overloaded');
      throw error;
    } finally {
      stopClock();
    }
  }
}
