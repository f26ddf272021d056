package io.github.dermfhirgateway.interop;

import static io.github.dermfhirgateway.interop.Checks.refused;

import ca.uhn.fhir.rest.client.api.IClientInterceptor;
import ca.uhn.fhir.rest.client.interceptor.BasicAuthInterceptor;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;

/** Each way to show a key, and what happens without. */
record CredentialChecks(Gateway gateway, StoredReport report) {

  private static final String AREA = "credentials";

  void run(Checks checks) {
    ApiKey key = gateway.key;
    checks.check(AREA, "HTTP basic", () -> read(new BasicAuthInterceptor(key.id(), key.secret())));
    checks.check(AREA, "bearer", () -> read(new BearerTokenAuthInterceptor(key.secret())));
    checks.check(AREA, "X-API-Key", () -> read(Gateway.header("X-API-Key", key.secret())));
    checks.check(
        AREA,
        "nothing is answered without a key",
        () -> refused(AuthenticationException.class, () -> read()));
    checks.check(
        AREA,
        "nor with a wrong one",
        () -> refused(AuthenticationException.class, () -> read(new BasicAuthInterceptor(key.id(), "wrong"))));
    checks.check(
        AREA,
        "a key for Observations reads no report",
        () -> {
          BearerTokenAuthInterceptor narrow = new BearerTokenAuthInterceptor(gateway.narrowKey.secret());
          gateway.anonymousClient(narrow).search().forResource(Observation.class).returnBundle(Bundle.class).execute();
          refused(ForbiddenOperationException.class, () -> read(narrow));
        });
  }

  private void read(IClientInterceptor... credentials) {
    gateway.anonymousClient(credentials).read().resource(DiagnosticReport.class).withId(report.id()).execute();
  }
}
