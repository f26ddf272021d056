package io.github.dermfhirgateway.interop;

import static io.github.dermfhirgateway.interop.Checks.equal;
import static io.github.dermfhirgateway.interop.Checks.that;

import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;

/** What the gateway says of itself. */
record CapabilityChecks(Gateway gateway) {

  private static final String AREA = "capabilities";

  void run(Checks checks) {
    checks.check(AREA, "the client accepts the server as R4", () -> gateway.anonymousClient().forceConformanceCheck());
    checks.check(
        AREA,
        "metadata needs no credentials and lists every type",
        () -> {
          CapabilityStatement statement =
              gateway.anonymousClient().capabilities().ofType(CapabilityStatement.class).execute();
          equal("4.0.1", statement.getFhirVersion().toCode(), "fhirVersion");
          List<String> types =
              statement.getRestFirstRep().getResource().stream()
                  .map(CapabilityStatementRestResourceComponent::getType)
                  .toList();
          for (String type :
              List.of(
                  "DiagnosticReport", "Observation", "Media", "QuestionnaireResponse", "Device", "Provenance", "Binary")) {
            that(types.contains(type), type + " is not listed in " + types);
          }
        });
  }
}
