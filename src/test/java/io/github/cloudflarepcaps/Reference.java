package io.github.cloudflarepcaps;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import java.util.List;
import java.util.Map;

/** Validates requests and responses by the OpenAPI document of the API. */
public final class Reference {
  static final String DOCUMENT = "openapi/pcaps.yaml";

  private static final OpenApiInteractionValidator VALIDATOR =
      OpenApiInteractionValidator.createFor(DOCUMENT).build();

  private Reference() {}

  /** What a request violates, one line each. The path includes that of the base URL. */
  static List<String> violations(
      String method, String path, Map<String, List<String>> headers, String body) {
    SimpleRequest.Builder request = new SimpleRequest.Builder(method, path);
    headers.forEach(request::withHeader);
    if (!body.isEmpty()) {
      request.withBody(body);
    }
    return lines(VALIDATOR.validateRequest(request.build()));
  }

  /** What the response to such a request violates, one line each. */
  public static List<String> violations(
      String method, String path, int status, Map<String, List<String>> headers, byte[] body) {
    SimpleResponse.Builder response = SimpleResponse.Builder.status(status);
    headers.forEach(response::withHeader);
    if (body.length > 0) {
      response.withBody(body);
    }
    return lines(
        VALIDATOR.validateResponse(path, Request.Method.valueOf(method), response.build()));
  }

  private static List<String> lines(ValidationReport report) {
    return report.getMessages().stream().map(message -> message.toString()).toList();
  }
}
