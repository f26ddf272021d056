package io.github.dermfhirgateway.interop;

import static io.github.dermfhirgateway.interop.Checks.equal;
import static io.github.dermfhirgateway.interop.Checks.that;

import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.gclient.IQuery;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;

/** Parts of resources. */
record SummaryChecks(Gateway gateway, StoredReport report) {

  private static final String AREA = "summary";

  void run(Checks checks) {
    checks.check(
        AREA,
        "count gives a number and no entries",
        () -> {
          Bundle counted = query().summaryMode(SummaryEnum.COUNT).execute();
          equal(1, counted.getTotal(), "total");
          that(!counted.hasEntry(), "there are entries");
        });
    checks.check(
        AREA,
        "true leaves the narrative out and keeps the code",
        () -> {
          DiagnosticReport part = part(query().summaryMode(SummaryEnum.TRUE));
          that(!part.hasText() && !part.hasConclusionCode() && part.hasCode(), "not the summary");
        });
    checks.check(
        AREA,
        "text keeps the narrative and what is mandatory",
        () -> {
          DiagnosticReport part = part(query().summaryMode(SummaryEnum.TEXT));
          that(part.hasText() && part.hasStatus() && part.hasCode() && !part.hasResult(), "not text and mandatory");
        });
    checks.check(
        AREA,
        "data leaves out the narrative alone",
        () -> {
          DiagnosticReport part = part(query().summaryMode(SummaryEnum.DATA));
          that(!part.hasText() && part.hasConclusionCode() && part.hasResult(), "not the data");
        });
    checks.check(
        AREA,
        "_elements keeps what it names",
        () -> {
          DiagnosticReport part = part(query().elementsSubset("issued"));
          that(part.hasIssued() && part.hasStatus() && part.hasCode() && !part.hasResult(), "not the elements");
        });
  }

  private IQuery<Bundle> query() {
    return gateway.client().search().forResource(DiagnosticReport.class).returnBundle(Bundle.class);
  }

  private DiagnosticReport part(IQuery<Bundle> query) {
    DiagnosticReport part = (DiagnosticReport) query.execute().getEntryFirstRep().getResource();
    equal(report.id(), part.getIdElement().getIdPart(), "id");
    that(
        part.getMeta().getTag().stream().anyMatch(tag -> "SUBSETTED".equals(tag.getCode())),
        "nothing says that it is a part");
    return part;
  }
}
