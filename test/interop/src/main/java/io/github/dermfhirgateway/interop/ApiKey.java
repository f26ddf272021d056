package io.github.dermfhirgateway.interop;

/** An API key of the gateway: its public id, and the secret itself. */
record ApiKey(String id, String secret) {}
