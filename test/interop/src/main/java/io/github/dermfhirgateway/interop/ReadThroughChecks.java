package io.github.dermfhirgateway.interop;

import static io.github.dermfhirgateway.interop.Checks.equal;
import static io.github.dermfhirgateway.interop.Checks.that;

import ca.uhn.fhir.rest.api.CacheControlDirective;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.gclient.IQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;

/** A search by the vendor's id fetches a report that is not there yet. */
record ReadThroughChecks(Gateway gateway) {

  private static final String AREA = "read-through";
  private static final String VENDOR_ID = "acne";

  /** Everything after this works on the report that was fetched here; without it nothing can go on. */
  Optional<StoredReport> run(Checks checks) {
    List<StoredReport> fetched = new ArrayList<>();
    checks.check(AREA, "a report that nobody asked for before is fetched", () -> fetched.add(fetch()));
    if (fetched.isEmpty()) {
      return Optional.empty();
    }
    StoredReport report = fetched.get(0);
    checks.check(
        AREA,
        "a second search finds the same version",
        () -> {
          DiagnosticReport again = found(search());
          equal(report.report().getMeta().getVersionId(), again.getMeta().getVersionId(), "versionId");
        });
    checks.check(
        AREA,
        "asked again without caches, an unchanged report is no new version",
        () -> {
          DiagnosticReport again = found(search().cacheControl(CacheControlDirective.noCache()));
          equal(report.report().getMeta().getVersionId(), again.getMeta().getVersionId(), "versionId");
        });
    checks.check(
        AREA,
        "an id that the vendor does not know matches nothing",
        () -> equal(List.of(), Gateway.matches(searchFor("no-such-report").execute()), "matches"));
    return Optional.of(report);
  }

  private StoredReport fetch() {
    Bundle bundle =
        search()
            .include(DiagnosticReport.INCLUDE_RESULT)
            .include(DiagnosticReport.INCLUDE_MEDIA)
            .revInclude(Provenance.INCLUDE_TARGET)
            .execute();
    DiagnosticReport report = (DiagnosticReport) only(Gateway.resources(bundle, Bundle.SearchEntryMode.MATCH).toList());
    List<Resource> all = bundle.getEntry().stream().map(Bundle.BundleEntryComponent::getResource).toList();
    equal(report.getResult().size() + report.getMedia().size() + 2, all.size(), "entries");
    return new StoredReport(report, all);
  }

  private DiagnosticReport found(IQuery<Bundle> query) {
    return (DiagnosticReport) only(Gateway.resources(query.execute(), Bundle.SearchEntryMode.MATCH).toList());
  }

  private static Resource only(List<Resource> resources) {
    that(resources.size() == 1, resources.size() + " matches where there is one report");
    return resources.get(0);
  }

  private IQuery<Bundle> search() {
    return searchFor(VENDOR_ID);
  }

  private IQuery<Bundle> searchFor(String vendorId) {
    IGenericClient client = gateway.client();
    return client
        .search()
        .forResource(DiagnosticReport.class)
        .where(DiagnosticReport.IDENTIFIER.exactly().systemAndIdentifier(Gateway.REPORT_SYSTEM, vendorId))
        .returnBundle(Bundle.class);
  }
}
