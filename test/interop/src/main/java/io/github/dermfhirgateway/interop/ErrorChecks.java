package io.github.dermfhirgateway.interop;

import static io.github.dermfhirgateway.interop.Checks.equal;
import static io.github.dermfhirgateway.interop.Checks.refused;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.MethodNotAllowedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;

/** Whatever is refused is refused with an OperationOutcome; what was erased is gone. */
record ErrorChecks(Gateway gateway, StoredReport report) {

  private static final String AREA = "errors";
  private static final String ERASED_VENDOR_ID = "nails";

  void run(Checks checks) {
    checks.check(
        AREA,
        "an unknown id is not found",
        () -> issue("not-found", refused(ResourceNotFoundException.class, () -> read("no-such-id"))));
    checks.check(
        AREA,
        "an unknown type is not found",
        () -> refused(ResourceNotFoundException.class, () -> search("Basic")));
    checks.check(
        AREA,
        "a date that is none is an invalid request",
        () -> refused(InvalidRequestException.class, () -> search("DiagnosticReport?date=yesterday")));
    checks.check(
        AREA,
        "an unknown parameter is refused only where the client is strict",
        () -> {
          search("DiagnosticReport?no-such-parameter=1");
          refused(
              InvalidRequestException.class,
              () -> gateway.client(Gateway.header("Prefer", "handling=strict")).search()
                  .byUrl("DiagnosticReport?no-such-parameter=1").returnBundle(Bundle.class).execute());
        });
    checks.check(
        AREA,
        "nothing can be created",
        () -> refused(
            MethodNotAllowedException.class, () -> gateway.client().create().resource(new Observation()).execute()));
    checks.check(AREA, "what was erased is gone, and a search does not bring it back", this::erase);
  }

  private void erase() throws Exception {
    String address = "DiagnosticReport?identifier=" + Gateway.REPORT_SYSTEM + "|" + ERASED_VENDOR_ID;
    DiagnosticReport erased = (DiagnosticReport) search(address).getEntryFirstRep().getResource();
    String id = erased.getIdElement().getIdPart();
    gateway.client().delete().resourceById("DiagnosticReport", id).execute();
    refused(ResourceGoneException.class, () -> read(id));
    equal(0, search(address).getEntry().size(), "entries");
  }

  private static void issue(String code, BaseServerResponseException refusal) {
    OperationOutcome outcome = (OperationOutcome) refusal.getOperationOutcome();
    equal(code, outcome.getIssueFirstRep().getCode().toCode(), "issue type");
  }

  private void read(String id) {
    gateway.client().read().resource(DiagnosticReport.class).withId(id).execute();
  }

  private Bundle search(String address) {
    return gateway.client().search().byUrl(address).returnBundle(Bundle.class).execute();
  }
}
