package io.github.cloudflarepcaps.internal.json;

import com.fasterxml.jackson.core.JsonToken;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;

/** The tokens of a Jackson 3 parser, which stays its mapper's. */
public final class Jackson3Tokens implements JsonTokens {
  private final JsonParser parser;

  public Jackson3Tokens(JsonParser parser) {
    this.parser = parser;
  }

  @Override
  public @Nullable JsonToken current() {
    return ofJackson2(parser.currentToken());
  }

  @Override
  public @Nullable JsonToken next() {
    return ofJackson2(parser.nextToken());
  }

  private static @Nullable JsonToken ofJackson2(tools.jackson.core.@Nullable JsonToken token) {
    if (token == null) {
      return null;
    }
    return switch (token) {
      case NOT_AVAILABLE -> JsonToken.NOT_AVAILABLE;
      case START_OBJECT -> JsonToken.START_OBJECT;
      case END_OBJECT -> JsonToken.END_OBJECT;
      case START_ARRAY -> JsonToken.START_ARRAY;
      case END_ARRAY -> JsonToken.END_ARRAY;
      case PROPERTY_NAME -> JsonToken.FIELD_NAME;
      case VALUE_EMBEDDED_OBJECT -> JsonToken.VALUE_EMBEDDED_OBJECT;
      case VALUE_STRING -> JsonToken.VALUE_STRING;
      case VALUE_NUMBER_INT -> JsonToken.VALUE_NUMBER_INT;
      case VALUE_NUMBER_FLOAT -> JsonToken.VALUE_NUMBER_FLOAT;
      case VALUE_TRUE -> JsonToken.VALUE_TRUE;
      case VALUE_FALSE -> JsonToken.VALUE_FALSE;
      case VALUE_NULL -> JsonToken.VALUE_NULL;
    };
  }

  @Override
  public @Nullable String nextName() {
    return parser.nextName();
  }

  @Override
  public void skip() {
    parser.skipChildren();
  }

  @Override
  public String text() {
    return String.valueOf(parser.getString()); // null for a Java object in a tree
  }

  @Override
  public char[] characters() {
    return parser.getStringCharacters();
  }

  @Override
  public int offset() {
    return parser.getStringOffset();
  }

  @Override
  public int length() {
    return parser.getStringLength();
  }

  @Override
  public boolean isLong() {
    JsonParser.NumberType type = parser.getNumberType();
    return type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG;
  }

  @Override
  public long longValue() {
    return parser.getLongValue();
  }

  @Override
  public BigInteger wholeNumber() {
    return parser.getBigIntegerValue();
  }

  @Override
  public List<String> path() {
    Deque<String> path = new ArrayDeque<>();
    TokenStreamContext here = parser.streamReadContext();
    if (parser.hasToken(tools.jackson.core.JsonToken.START_ARRAY)) {
      here = here.getParent(); // the list itself, not its first element
    }
    for (TokenStreamContext at = here; at != null; at = at.getParent()) {
      if (at.inArray()) {
        path.addFirst("[" + Math.max(at.getCurrentIndex(), 0) + "]");
      } else if (at.inObject() && at.currentName() != null) {
        path.addFirst("." + at.currentName());
      }
    }
    return List.copyOf(path);
  }
}
