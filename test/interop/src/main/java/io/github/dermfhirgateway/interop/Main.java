package io.github.dermfhirgateway.interop;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Drives a running gateway with HAPI's generic client, as a Java integration engine would.
 *
 * <p>Arguments: FHIR base, id of an API key that may do everything, that key, id of a key that may only read Observations, that
 * key. Standard output carries one JSON object a line for each check. The exit code is 0 whatever was found: judging is the
 * caller's task.
 */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    if (args.length != 5) {
      System.err.println("usage: Main <base> <key id> <key> <narrow key id> <narrow key>");
      System.exit(2);
    }
    PrintStream results = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    // Libraries below print now and then; standard output belongs to the results alone.
    System.setOut(System.err);
    Checks checks = new Checks(results);
    Gateway gateway = new Gateway(args[0], new ApiKey(args[1], args[2]), new ApiKey(args[3], args[4]));
    new CapabilityChecks(gateway).run(checks);
    new ReadThroughChecks(gateway).run(checks).ifPresent(report -> runOn(gateway, report, checks));
  }

  private static void runOn(Gateway gateway, StoredReport report, Checks checks) {
    new ReadChecks(gateway, report).run(checks);
    new SearchChecks(gateway, report).run(checks);
    new PagingChecks(gateway, report).run(checks);
    new SummaryChecks(gateway, report).run(checks);
    new EncodingChecks(gateway, report).run(checks);
    new OperationChecks(gateway, report).run(checks);
    new TerminologyChecks(gateway).run(checks);
    new ErrorChecks(gateway, report).run(checks);
    new CredentialChecks(gateway, report).run(checks);
  }
}
