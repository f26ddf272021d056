import { Pool } from 'undici';
import { attempt } from './attempt.js';
import type { Outcome } from './classify.js';
import { VendorFailure } from './failure.js';
import { Gate, GateFull } from './gate.js';
import { Joined } from './joined.js';
import { nextAttempt } from './next-attempt.js';
import { checkOptions, type VendorClientOptions, type VendorClientSettings } from './options.js';
import { checkLocale, encodeReportId } from './report-id.js';

/** What the vendor answered, unread. */
export interface FetchedReport {
  /** The body, decoded from UTF-8 and within the size limit; not yet known to be JSON. */
  readonly text: string;
  /** HTTP requests it took. */
  readonly attempts: number;
}

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
  /** Aborts what is under way (as `overloaded`) and closes the connections. */
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
      maxResponseSize: settings.maxBytes,
    });
  }

  async fetchReport(reportId: string, { locale, signal }: FetchOptions): Promise<FetchedReport> {
    const query = new URLSearchParams({ locale: checkLocale(locale) }).toString();
    const path = `${this.#settings.collection}/${encodeReportId(reportId)}?${query}`;
    if (this.#closed) throw new VendorFailure('overloaded');
    return this.#joined.run(path, (abandoned) => this.#fetch(path, abandoned), signal);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#joined.abortAll(new VendorFailure('overloaded'));
    await this.#pool.destroy();
  }

  async #fetch(path: string, abandoned: AbortSignal): Promise<FetchedReport> {
    const { timing, totalTimeoutMs } = this.#settings;
    const startedMs = timing.now();
    const signal = AbortSignal.any([abandoned, timing.deadline(totalTimeoutMs)]);
    const leave = await this.#enter(signal, abandoned);
    try {
      return await this.#tryRepeatedly(path, { signal, abandoned, startedMs });
    } finally {
      leave();
    }
  }

  async #enter(signal: AbortSignal, abandoned: AbortSignal): Promise<() => void> {
    try {
      return await this.#gate.enter(signal);
    } catch (error) {
      abandoned.throwIfAborted();
      // Either no room to wait, or the whole time was spent waiting: too much is going on in both cases.
      if (error instanceof GateFull || signal.aborted) throw new VendorFailure('overloaded');
      throw error;
    }
  }

  async #tryRepeatedly(path: string, call: Call): Promise<FetchedReport> {
    const { timing, token, maxBytes, ...settings } = this.#settings;
    const policy = {
      maxAttempts: settings.maxAttempts,
      baseMs: settings.retryBaseMs,
      capMs: settings.retryCapMs,
      totalMs: settings.totalTimeoutMs,
    };
    const request = { path, token, maxBytes, signal: call.signal, wallClock: () => timing.wallClock() };
    for (let attempts = 1; ; attempts += 1) {
      const result = await attempt(this.#pool, request);
      if ('text' in result) return { text: result.text, attempts };
      throwIfOver(call, attempts);
      const elapsedMs = timing.now() - call.startedMs;
      const { outcome } = result;
      const next = nextAttempt({ attempt: attempts, outcome, elapsedMs, random: timing.random() }, policy);
      if (next === 'give-up') throw failure(outcome, attempts);
      await timing.sleep(next.waitMs, call.signal).catch(() => undefined);
      throwIfOver(call, attempts);
    }
  }
}

interface Call {
  /** Aborts when the deadline passes or everybody has left. */
  readonly signal: AbortSignal;
  /** Aborts when everybody has left. */
  readonly abandoned: AbortSignal;
  readonly startedMs: number;
}

// An abort surfaces as some transport error; which of the two signals fired says what it means.
function throwIfOver(call: Call, attempts: number): void {
  call.abandoned.throwIfAborted();
  if (call.signal.aborted) throw new VendorFailure('timeout', { attempts });
}

function failure({ kind, ...outcome }: Outcome, attempts: number): VendorFailure {
  return new VendorFailure(kind, { ...outcome, attempts });
}
