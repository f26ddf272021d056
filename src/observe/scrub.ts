/** What takes the place of a secret. */
const CENSORED = '[censored]';

/** Parameters of signed and credential-bearing URLs: the vendor's own, and those of AWS, Azure and Google storage. */
const SECRET_PARAMETERS =
  /(?:(?<![a-z0-9])|(?<=%[\da-f]{2}))(api[_-]?key|auth[_-]?key|access[_-]?token|token|company(?:id)?|signed[_-]?id|sig|signature|x-(?:amz|goog|ms)-[a-z-]+|awsaccesskeyid|key-pair-id|policy|diagnosticreportid\w*|secret|password)(=|%3d)[^&\s"'\\]+/gi;

const MAY_HOLD_PARAMETERS = /=|%3d/i;

/** `Authorization`-like values wherever they stand. */
const CREDENTIALS = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/g;

/** Keys of this gateway, and signed tokens, without a word before them that says so. */
const BARE_CREDENTIALS = /\bdfg_[0-9a-f]{16}_[\w-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** The shortest secret that is searched for; a shorter one would censor ordinary words. */
const SHORTEST_SECRET = 6;

/**
 * Makes the last defence of the log: log lines are built from allow-listed fields, and this goes over the finished line
 * in case one of them carried what it should not.
 *
 * @param secrets configured secret values; they are censored literally, and as JSON writes them.
 * @returns a function line → line.
 */
export function createScrubber(secrets: readonly string[]): (line: string) => string {
  const literals = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  return (line) => {
    // Most lines have no place where a parameter could stand, and this is much sooner seen than searched for.
    let text = (MAY_HOLD_PARAMETERS.test(line) ? line.replace(SECRET_PARAMETERS, `$1$2${CENSORED}`) : line)
      .replace(CREDENTIALS, `$1 ${CENSORED}`)
      .replace(BARE_CREDENTIALS, CENSORED);
    for (const literal of literals) text = text.replaceAll(literal, CENSORED);
    return text;
  };
}
