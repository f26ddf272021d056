package io.github.dermfhirgateway.interop;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Runs checks one by one and prints a line for each; a check that fails stops no other. */
final class Checks {

  /** What must hold: it throws when it does not. */
  interface Check {
    void run() throws Exception;
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private final PrintStream results;

  Checks(PrintStream results) {
    this.results = results;
  }

  void check(String area, String name, Check check) {
    String problem = null;
    try {
      check.run();
    } catch (BaseServerResponseException e) {
      problem = e.getClass().getSimpleName() + ": " + e.getMessage() + " " + Objects.toString(e.getResponseBody(), "");
    } catch (Exception | AssertionError e) {
      problem = e.toString();
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("area", area);
    line.put("name", name);
    line.put("problem", problem);
    try {
      results.println(JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static void that(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  static void equal(Object expected, Object actual, String what) {
    that(Objects.equals(expected, actual), what + ": expected " + expected + ", got " + actual);
  }

  /** Demands that a call is refused with one kind of exception, and that an OperationOutcome came with it. */
  static <T extends BaseServerResponseException> T refused(Class<T> kind, Check call) throws Exception {
    try {
      call.run();
    } catch (BaseServerResponseException e) {
      equal(kind, e.getClass(), "exception for " + e.getMessage());
      that(e.getOperationOutcome() != null, "no OperationOutcome with " + e.getStatusCode());
      return kind.cast(e);
    }
    throw new AssertionError("nothing was refused; expected " + kind.getSimpleName());
  }
}
