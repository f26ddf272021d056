package io.github.dermfhirgateway.interop;

import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;

/** What the gateway stored of the sandbox's report {@code acne}, as its first search gave it. */
record StoredReport(DiagnosticReport report, List<Resource> resources) {

  String id() {
    return report.getIdElement().getIdPart();
  }

  List<Observation> observations() {
    return resources.stream().filter(Observation.class::isInstance).map(Observation.class::cast).toList();
  }

  /** The candidate with the highest probability. */
  Observation likeliestCandidate() {
    return observations().stream()
        .filter(observation -> observation.getCode().hasCoding(Gateway.DERMATOLOGY_AI, "condition-probability"))
        .max(Comparator.comparing(observation -> observation.getValueQuantity().getValue()))
        .orElseThrow();
  }
}
