package io.github.dermfhirgateway.interop;

import static io.github.dermfhirgateway.interop.Checks.equal;
import static io.github.dermfhirgateway.interop.Checks.that;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.client.api.IClientInterceptor;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;

/** XML and JSON say the same. */
record EncodingChecks(Gateway gateway, StoredReport report) {

  private static final String AREA = "encoding";

  void run(Checks checks) {
    checks.check(AREA, "every resource is the same in XML", this::everyResource);
    checks.check(
        AREA,
        "a search is the same in XML",
        () -> same(client -> (Resource) client.search().forResource(Observation.class).count(50)
            .include(Observation.INCLUDE_DEVICE).sort().ascending("_id").returnBundle(Bundle.class).execute()));
    checks.check(
        AREA,
        "a history is the same in XML",
        () -> same(client -> client.history().onInstance("DiagnosticReport/" + report.id())
            .returnBundle(Bundle.class).execute()));
    checks.check(
        AREA,
        "the capabilities are the same in XML",
        () -> same(client -> client.capabilities().ofType(CapabilityStatement.class).execute()));
  }

  /** One answer of the gateway. */
  private interface Request {
    Resource send(IGenericClient client);
  }

  private void everyResource() {
    for (Resource resource : report.resources()) {
      same(
          client ->
              (Resource)
                  client.read().resource(resource.fhirType()).withId(resource.getIdElement().getIdPart()).execute());
    }
  }

  private void same(Request request) {
    Resource json = sent(request, EncodingEnum.JSON);
    Resource xml = sent(request, EncodingEnum.XML);
    String expected = written(json);
    equal(expected, written(xml), json.fhirType());
  }

  private Resource sent(Request request, EncodingEnum encoding) {
    ContentTypes seen = new ContentTypes();
    IGenericClient client = gateway.client(seen);
    client.setEncoding(encoding);
    Resource resource = request.send(client);
    String type = seen.types.get(seen.types.size() - 1);
    equal(encoding.getResourceContentTypeNonLegacy() + "; charset=utf-8", type.toLowerCase(), "content type");
    return resource;
  }

  /** A search's Bundle has an id and a time of its own, and its links say in which encoding it was asked for. */
  private String written(Resource resource) {
    if (resource instanceof Bundle bundle) {
      bundle.setId((String) null);
      bundle.setMeta(null);
      bundle.setLink(null);
    }
    if (resource instanceof DiagnosticReport found) {
      that(found.hasText(), "no narrative");
    }
    return gateway.json(resource);
  }

  /** Remembers what the answers said they were. */
  private static final class ContentTypes implements IClientInterceptor {

    final List<String> types = new ArrayList<>();

    @Override
    public void interceptRequest(IHttpRequest request) {}

    @Override
    public void interceptResponse(IHttpResponse response) {
      types.add(response.getHeaders("content-type").get(0));
    }
  }
}
