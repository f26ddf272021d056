package io.github.dermfhirgateway.interop;

import static io.github.dermfhirgateway.interop.Checks.equal;
import static io.github.dermfhirgateway.interop.Checks.that;

import ca.uhn.fhir.rest.api.SearchTotalModeEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.gclient.IQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;

/** Pages, their order and their totals. */
record PagingChecks(Gateway gateway, StoredReport report) {

  private static final String AREA = "paging";

  void run(Checks checks) {
    checks.check(
        AREA,
        "following next gives every Observation once",
        () -> {
          List<String> found = follow(query().count(3).execute());
          equal(sorted(names(report.observations())), sorted(found), "Observations");
        });
    checks.check(
        AREA,
        "following previous comes back to the first page",
        () -> {
          IGenericClient client = gateway.client();
          Bundle first = query().count(3).execute();
          Bundle second = client.loadPage().next(first).execute();
          Bundle back = client.loadPage().previous(second).execute();
          equal(Gateway.matches(first), Gateway.matches(back), "first page");
        });
    checks.check(
        AREA,
        "the total counts matches of all pages, and nothing included",
        () -> {
          Bundle page =
              query().count(2).include(Observation.INCLUDE_DEVICE).totalMode(SearchTotalModeEnum.ACCURATE).execute();
          equal(report.observations().size(), page.getTotal(), "total");
        });
    checks.check(
        AREA,
        "_sort up and down are each other's reverse",
        () -> {
          List<String> up = names(values(query().sort().ascending(Observation.VALUE_QUANTITY).count(50).execute()));
          List<Resource> down = values(query().sort().descending(Observation.VALUE_QUANTITY).count(50).execute());
          List<Double> numbers = down.stream().map(PagingChecks::valueOf).toList();
          equal(numbers.stream().sorted(Comparator.reverseOrder()).toList(), numbers, "values, highest first");
          equal(sorted(up), sorted(names(down)), "Observations");
        });
  }

  private IQuery<Bundle> query() {
    return gateway.client().search().forResource(Observation.class).returnBundle(Bundle.class);
  }

  private List<String> follow(Bundle first) {
    List<String> found = new ArrayList<>(Gateway.matches(first));
    Bundle page = first;
    while (page.getLink(Bundle.LINK_NEXT) != null) {
      page = gateway.client().loadPage().next(page).execute();
      found.addAll(Gateway.matches(page));
      that(found.size() <= 1000, "the pages do not end");
    }
    return found;
  }

  private static List<Resource> values(Bundle bundle) {
    return Gateway.resources(bundle, Bundle.SearchEntryMode.MATCH)
        .filter(resource -> ((Observation) resource).hasValueQuantity())
        .toList();
  }

  private static double valueOf(Resource observation) {
    return ((Observation) observation).getValueQuantity().getValue().doubleValue();
  }

  private static List<String> names(List<? extends Resource> resources) {
    return resources.stream().map(Gateway::nameOf).toList();
  }

  private static List<String> sorted(List<String> names) {
    return names.stream().sorted().toList();
  }
}
