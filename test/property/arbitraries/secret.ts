import fc from 'fast-check';

/** In every host, key, signature and handle that is generated: no output may hold it, in any letter case. */
export const CANARY = 'canary';

function key(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[A-Za-z0-9]{24}$/).map((random) => `${CANARY}${random}`);
}

/** A media URL as an object store signs it: host and query are secret, the path is not. */
export function mediaUrl(): fc.Arbitrary<string> {
  const file = fc.tuple(
    fc.constantFrom('a', 'b', 'c', 'd 1', 'ü', 'e%2Ff'),
    fc.constantFrom('.png', '.JPG', '.mp4', '', '.webp'),
  );
  const host = fc.constantFrom('s3', 'cdn').map((name) => `${name}.${CANARY}.example`);
  return fc.tuple(host, file, key(), key()).chain(([at, [name, extension], signature, credential]) => {
    const path = `https://${at}/medias/${name}${extension}`;
    return fc.constantFrom(
      `${path}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${credential}%2Fs3&X-Amz-Signature=${signature}`,
      `${path}?Signature=${signature}%3D&Expires=1691059090`,
      path,
    );
  });
}

/** The link to the viewer. */
export function viewerUrl(): fc.Arbitrary<string> {
  return fc.tuple(key(), key()).chain(([company, id]) => {
    const host = `https://iframe.${CANARY}.example`;
    return fc.constantFrom(
      `${host}?companyId=${company}&diagnosticReportId=${id}`,
      `${host}/view/${id}`,
      `${host}#/view/${id}?session=${company}`,
    );
  });
}

/** The link to the printable report. */
export function pdfUrl(): fc.Arbitrary<string> {
  return fc
    .tuple(key(), key(), key())
    .map(
      ([id, api, auth]) =>
        `https://utils.${CANARY}.example/pdf?diagnosticReportIdEncrypted=${id}&apiKey=${api}&authKey=${auth}&locale=en`,
    );
}

/** An encrypted report id: whoever holds it can fetch the report. */
export function handle(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[A-Za-z0-9+/]{80}$/).map((random) => `${CANARY}${random}==`);
}
