package io.github.cloudflarepcaps;

import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * JSON that is not what it should be, and where: {@code $.result.filter_v1.source_port is 80.5 …}.
 */
final class ShapeException extends JsonProcessingException {
  private static final long serialVersionUID = 1;

  ShapeException(String message) {
    super(message);
  }
}
