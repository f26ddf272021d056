import { isLoopback } from './net/loopback.js';
import type { Settings } from './settings.js';

/** Who may call. */
export interface AuthConfig {
  /** false: nobody is asked. */
  readonly isOn: boolean;
  /** Whether this machine alone can call. */
  readonly isLocal: boolean;
}

/** What the settings say about callers. */
export function authConfig(settings: Settings): AuthConfig {
  return { isOn: settings.AUTH === 'on', isLocal: isLoopback(settings.HOST) };
}
