/** The environment asks for something that cannot be. The message names variables and rules, never values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
