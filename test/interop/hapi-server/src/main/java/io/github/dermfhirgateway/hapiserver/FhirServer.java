package io.github.dermfhirgateway.hapiserver;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.provider.JpaSystemProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import org.springframework.context.ApplicationContext;

/** HAPI's servlet with the interactions of every resource type, transaction and batch. */
final class FhirServer extends RestfulServer {

  private static final long serialVersionUID = 1L;
  private final transient ApplicationContext spring;

  FhirServer(FhirContext context, ApplicationContext spring) {
    super(context);
    this.spring = spring;
  }

  @Override
  protected void initialize() {
    setDefaultResponseEncoding(EncodingEnum.JSON);
    registerProviders(spring.getBean(ResourceProviderFactory.class).createProviders());
    registerProvider(spring.getBean(JpaSystemProvider.class));
    setPagingProvider(spring.getBean(DatabaseBackedPagingProvider.class));
    setServerConformanceProvider(
        new JpaCapabilityStatementProvider(
            this,
            spring.getBean(IFhirSystemDao.class),
            spring.getBean(JpaStorageSettings.class),
            spring.getBean(ISearchParamRegistry.class),
            spring.getBean(IValidationSupport.class)));
  }
}
