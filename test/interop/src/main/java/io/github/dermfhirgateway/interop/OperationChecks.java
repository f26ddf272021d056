package io.github.dermfhirgateway.interop;

import static io.github.dermfhirgateway.interop.Checks.equal;
import static io.github.dermfhirgateway.interop.Checks.that;

import ca.uhn.fhir.rest.api.MethodOutcome;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;

/** Operations on what was stored. */
record OperationChecks(Gateway gateway, StoredReport report) {

  private static final String AREA = "operations";

  void run(Checks checks) {
    checks.check(
        AREA,
        "$bundle gives the report with everything that it refers to",
        () -> {
          Bundle bundle =
              gateway
                  .client()
                  .operation()
                  .onInstance(new IdType("DiagnosticReport", report.id()))
                  .named("$bundle")
                  .withNoParameters(Parameters.class)
                  .useHttpGet()
                  .returnResourceType(Bundle.class)
                  .execute();
          equal(Bundle.BundleType.COLLECTION, bundle.getType(), "type");
          that(bundle.getEntry().size() >= report.resources().size(), bundle.getEntry().size() + " entries");
        });
    checks.check(
        AREA,
        "$validate finds no fault in what the gateway made",
        () -> {
          MethodOutcome outcome = gateway.client().validate().resource(withoutId()).execute();
          that(errors(outcome) == 0, "it finds errors");
        });
    checks.check(
        AREA,
        "$validate finds the fault in an Observation without status",
        () -> {
          Observation broken = withoutId();
          broken.setStatus(null);
          that(errors(gateway.client().validate().resource(broken).execute()) > 0, "it finds no error");
        });
  }

  /** With an id, the client would call the operation on that resource, and not on the type. */
  private Observation withoutId() {
    Observation copy = report.likeliestCandidate().copy();
    copy.setId((String) null);
    return copy;
  }

  private static long errors(MethodOutcome outcome) {
    return ((OperationOutcome) outcome.getOperationOutcome())
        .getIssue().stream()
            .filter(issue -> issue.getSeverity().compareTo(OperationOutcome.IssueSeverity.ERROR) <= 0)
            .count();
  }
}
