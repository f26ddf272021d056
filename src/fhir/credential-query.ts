/**
 * A query or fragment parameter that opens a door: vendor keys, signed handles, object-store signatures, tokens. The
 * fourth group is its value. What translation takes out of texts and what the self-check refuses is this and the same.
 */
export const credentialQuery =
  /[?&;#](api[_-]?key|auth[_-]?key|access[_-]?token|token|company(id)?|signed[_-]?id|sig|signature|x-(amz|goog|ms)-[a-z-]+|awsaccesskeyid|key-pair-id|policy|diagnosticreportid\w*|secret|password)=([^&;#]*)/gi;
