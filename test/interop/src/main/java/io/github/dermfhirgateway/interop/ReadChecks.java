package io.github.dermfhirgateway.interop;

import static io.github.dermfhirgateway.interop.Checks.equal;
import static io.github.dermfhirgateway.interop.Checks.that;

import ca.uhn.fhir.rest.server.exceptions.NotModifiedException;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Media;
import org.hl7.fhir.r4.model.Resource;

/** read, vread, history and conditional read of everything that was stored. */
record ReadChecks(Gateway gateway, StoredReport report) {

  private static final String AREA = "read";

  void run(Checks checks) {
    checks.check(AREA, "every resource by its id, as the search gave it", this::everyResource);
    checks.check("vread", "every resource by id and version", this::everyVersion);
    checks.check("history", "the history of every resource holds its current version", this::everyHistory);
    checks.check(AREA, "a resource by its absolute address", this::byAddress);
    checks.check(AREA, "not again when the version is known", this::unlessChanged);
    checks.check(AREA, "again when another version is known", this::whenChanged);
    checks.check("binary", "the photograph that a Media names", this::photograph);
  }

  private void everyResource() {
    for (Resource expected : report.resources()) {
      Resource read = read(expected.getIdElement().toUnqualifiedVersionless());
      that(gateway.same(expected, read), Gateway.nameOf(expected) + " differs from what the search gave");
      equal(expected.getMeta().getVersionId(), read.getIdElement().getVersionIdPart(), "version of the answer");
      that(read.getMeta().hasLastUpdated(), "no lastUpdated");
    }
  }

  private void everyVersion() {
    for (Resource expected : report.resources()) {
      IdType id = new IdType(Gateway.nameOf(expected)).withVersion(expected.getMeta().getVersionId());
      that(gateway.same(expected, read(id)), id.getValue() + " differs from the current version");
    }
  }

  private void everyHistory() {
    for (Resource expected : report.resources()) {
      Bundle history =
          gateway.client().history().onInstance(Gateway.nameOf(expected)).returnBundle(Bundle.class).execute();
      equal(Bundle.BundleType.HISTORY, history.getType(), "type");
      that(
          history.getEntry().stream().anyMatch(entry -> gateway.same(expected, entry.getResource())),
          "the history of " + Gateway.nameOf(expected) + " lacks the current version");
    }
  }

  private void byAddress() {
    String address = gateway.base + "/DiagnosticReport/" + report.id();
    DiagnosticReport read = gateway.client().read().resource(DiagnosticReport.class).withUrl(address).execute();
    that(gateway.same(report.report(), read), "differs");
  }

  private void unlessChanged() {
    try {
      conditional(report.report().getMeta().getVersionId());
    } catch (NotModifiedException e) {
      return;
    }
    throw new AssertionError("sent again although nothing changed");
  }

  private void whenChanged() {
    that(gateway.same(report.report(), conditional("another-version")), "differs");
  }

  private DiagnosticReport conditional(String version) {
    return gateway
        .client()
        .read()
        .resource(DiagnosticReport.class)
        .withId(report.id())
        .ifVersionMatches(version)
        .throwNotModifiedException()
        .execute();
  }

  private void photograph() throws Exception {
    Media media =
        report.resources().stream().filter(Media.class::isInstance).map(Media.class::cast).findFirst().orElseThrow();
    String address = media.getContent().getUrl();
    that(address.startsWith(gateway.base + "/Binary/"), "not an address of the gateway");
    Binary binary = gateway.client().read().resource(Binary.class).withUrl(address).execute();
    that(binary.getContentType().startsWith("image/"), "content type " + binary.getContentType());
    that(binary.getData().length > 100, "only " + binary.getData().length + " bytes");
  }

  private Resource read(IdType id) {
    return (Resource) gateway.client().read().resource(id.getResourceType()).withId(id).execute();
  }
}
