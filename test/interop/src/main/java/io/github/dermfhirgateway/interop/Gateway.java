package io.github.dermfhirgateway.interop;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IClientInterceptor;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.client.interceptor.SimpleRequestHeaderInterceptor;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;

/** The gateway under test, and clients of it. */
final class Gateway {

  static final String IG = "https://derm-fhir-gateway.github.io/ig";
  static final String REPORT_SYSTEM = "https://derm-fhir-gateway.github.io/sid/report";
  static final String DERMATOLOGY_AI = IG + "/CodeSystem/dermatology-ai";
  static final String ICD11 = "http://id.who.int/icd/release/11/mms";

  final FhirContext fhir = FhirContext.forR4();
  final String base;
  final ApiKey key;
  final ApiKey narrowKey;

  Gateway(String base, ApiKey key, ApiKey narrowKey) {
    this.base = base;
    this.key = key;
    this.narrowKey = narrowKey;
    fhir.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.ONCE);
    fhir.getRestfulClientFactory().setSocketTimeout(30_000);
  }

  /** A client with the key that may do everything. */
  IGenericClient client(IClientInterceptor... interceptors) {
    IGenericClient client = anonymousClient(interceptors);
    client.registerInterceptor(new BearerTokenAuthInterceptor(key.secret()));
    return client;
  }

  /** A client without credentials. */
  IGenericClient anonymousClient(IClientInterceptor... interceptors) {
    IGenericClient client = fhir.newRestfulGenericClient(base);
    for (IClientInterceptor interceptor : interceptors) {
      client.registerInterceptor(interceptor);
    }
    return client;
  }

  /** Whether two resources say the same; the client knows more of one that it read by address than of one in a Bundle. */
  boolean same(Resource one, Resource other) {
    return json(one).equals(json(other));
  }

  String json(Resource resource) {
    return fhir.newJsonParser().encodeResourceToString(resource);
  }

  static IClientInterceptor header(String name, String value) {
    return new SimpleRequestHeaderInterceptor(name, value);
  }

  /** Resources of a Bundle's entries that were found, or were included with them. */
  static Stream<Resource> resources(Bundle bundle, Bundle.SearchEntryMode mode) {
    return bundle.getEntry().stream()
        .filter(entry -> entry.getSearch().getMode() == mode)
        .map(Bundle.BundleEntryComponent::getResource);
  }

  static List<String> matches(Bundle bundle) {
    return resources(bundle, Bundle.SearchEntryMode.MATCH).map(Gateway::nameOf).toList();
  }

  static List<String> included(Bundle bundle) {
    return resources(bundle, Bundle.SearchEntryMode.INCLUDE).map(Gateway::nameOf).toList();
  }

  /** {@code Type/id}. */
  static String nameOf(Resource resource) {
    return resource.getIdElement().toUnqualifiedVersionless().getValue();
  }
}
