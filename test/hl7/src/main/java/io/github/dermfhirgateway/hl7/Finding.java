package io.github.dermfhirgateway.hl7;

import ca.uhn.fhir.validation.SingleValidationMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** One message about one file. {@code messageId} is HL7's stable name of the rule; null where the JSON parser spoke. */
record Finding(String severity, String messageId, String path, String text) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Rules that the validator only warns about and that are plain defects in what a gateway sends: a reference to an entry
   * that is not in the Bundle can never be resolved by the receiver (a urn:uuid has no other home), and a blank string is
   * against "strings SHALL contain non-whitespace content" (FHIR R4 datatypes, string).
   */
  private static final Set<String> RAISED_TO_ERROR =
      Set.of("Bundle_BUNDLE_Not_Local", "Type_Specific_Checks_DT_Primitive_WS");

  /** To look up where an extension may be used, the validator downloads R4 as a package; offline that says nothing of us. */
  private static final String NO_PACKAGE = "Unable to resolve package id hl7.fhir.r4.core";

  static Finding of(SingleValidationMessage message) {
    String id = message.getMessageId();
    return new Finding(severity(message, id), id, withoutComments(message.getLocationString()), message.getMessage());
  }

  private static String severity(SingleValidationMessage message, String id) {
    if (message.getMessage().contains(NO_PACKAGE)) {
      return "information";
    }
    return id != null && RAISED_TO_ERROR.contains(id) ? "error" : message.getSeverity().getCode();
  }

  /** Inside a Bundle the validator writes the type and id of each resource into the path as a comment. */
  private static String withoutComments(String location) {
    return location == null ? "" : location.replaceAll("/\\*.*?\\*/", "");
  }

  String toJson(String file) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("file", file);
    fields.put("severity", severity);
    fields.put("messageId", messageId);
    fields.put("path", path);
    fields.put("text", text);
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
