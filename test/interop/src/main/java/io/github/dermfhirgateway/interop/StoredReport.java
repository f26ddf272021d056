package io.github.dermfhirgateway.interop;

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

  /** Ranked candidates carry a probability in percent. */
  Observation likeliestCandidate() {
    return observations().stream().filter(Observation::hasValueQuantity).findFirst().orElseThrow();
  }
}
