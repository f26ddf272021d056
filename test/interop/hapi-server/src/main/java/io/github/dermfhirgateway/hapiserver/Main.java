package io.github.dermfhirgateway.hapiserver;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.net.InetSocketAddress;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * A FHIR R4 server over an H2 database in memory, on a free port of 127.0.0.1, until SIGTERM.
 *
 * <p>Once it takes requests it prints one line of JSON to standard output: {@code {"port": …}}.
 */
public final class Main {

  private Main() {}

  public static void main(String[] args) throws Exception {
    AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext(ServerConfig.class);
    Server jetty = new Server(new InetSocketAddress("127.0.0.1", 0));
    ServletContextHandler servlets = new ServletContextHandler("/");
    RestfulServer fhir = new FhirServer(spring.getBean(FhirContext.class), spring);
    servlets.addServlet(new ServletHolder(fhir), "/fhir/*");
    jetty.setHandler(servlets);
    jetty.start();
    int port = ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
    System.out.println("{\"port\":" + port + "}");
    jetty.join();
  }
}
