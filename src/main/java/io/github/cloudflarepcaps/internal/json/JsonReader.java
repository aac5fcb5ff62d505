package io.github.cloudflarepcaps.internal.json;

import com.fasterxml.jackson.core.JsonToken;
import io.github.cloudflarepcaps.internal.text.BucketUri;
import io.github.cloudflarepcaps.internal.text.Surrogates;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads values strictly: whole numbers without a fraction, strings of complete characters, each
 * field of an object once. Anything else is a {@link ShapeException}.
 *
 * <p>A {@linkplain #lenient() lenient} reader drops what does not fit instead: it returns null or
 * leaves the entry out of the list.
 *
 * <p>Secrets of a bucket do not get into what is read: URIs of buckets are masked in every text but
 * {@link #rawText()}, and by {@link AnyJson} the fields named as a bucket's key. Nothing else is
 * edited.
 */
public final class JsonReader {
  private final JsonTokens tokens;
  private final boolean lenient;
  private final List<String> openNames = new ArrayList<>();

  /** A strict reader that continues at the current token. */
  public JsonReader(JsonTokens tokens) {
    this(tokens, false);
  }

  private JsonReader(JsonTokens tokens, boolean lenient) {
    this.tokens = tokens;
    this.lenient = lenient;
  }

  /** A lenient reader at the same place in the same document. */
  JsonReader lenient() {
    return new JsonReader(tokens, true);
  }

  boolean isLenient() {
    return lenient;
  }

  /** Reads one field, whose value is the current one. */
  interface FieldReader {
    void read(String name) throws IOException;
  }

  /** Reads an object, field by field. */
  void object(FieldReader field) throws IOException {
    if (!atObject()) {
      drop(misfit("an object"));
      return;
    }
    NamesSeen names = new NamesSeen(openNames);
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      tokens.next();
      if (names.add(name)) {
        field.read(name);
      } else {
        drop(problem(" is given twice"));
      }
    }
    names.close();
  }

  /** Reads a list; a lenient reader takes a single object or string for a list of one. */
  public <T> List<T> list(ValueReader<T> element) throws IOException {
    List<T> list = new ArrayList<>();
    if (atList()) {
      while (nextElement()) {
        addElement(list, element);
      }
    } else if (lenient) {
      addElement(list, element);
    } else {
      throw misfit("a list");
    }
    return Collections.unmodifiableList(list);
  }

  private <T> void addElement(List<T> list, ValueReader<T> element) throws IOException {
    if (!lenient || atObject() || atString()) {
      list.add(element.read(this));
    } else {
      skip();
    }
  }

  /** Steps to the list's next element; false at its end. */
  boolean nextElement() throws IOException {
    JsonToken next = tokens.next();
    return next != JsonToken.END_ARRAY && next != null;
  }

  /** The kind of the current value; null if there is none. */
  @Nullable JsonToken current() {
    return tokens.current();
  }

  boolean atNull() {
    return tokens.current() == JsonToken.VALUE_NULL;
  }

  boolean atObject() {
    return tokens.current() == JsonToken.START_OBJECT;
  }

  boolean atList() {
    return tokens.current() == JsonToken.START_ARRAY;
  }

  boolean atString() {
    return tokens.current() == JsonToken.VALUE_STRING;
  }

  boolean atEmptyString() throws IOException {
    return atString() && tokens.length() == 0;
  }

  void skip() throws IOException {
    tokens.skip();
  }

  @Nullable Boolean bool() throws IOException {
    if (atNull()) {
      return null;
    }
    if (tokens.current() != JsonToken.VALUE_TRUE && tokens.current() != JsonToken.VALUE_FALSE) {
      drop(misfit("true or false"));
      return null;
    }
    return tokens.current() == JsonToken.VALUE_TRUE;
  }

  /** A string in which the URIs of buckets are masked. */
  @Nullable String text() throws IOException {
    String text = rawText();
    return text == null ? null : BucketUri.maskIn(text);
  }

  /** A string as it is, for what masks its own secrets. */
  @Nullable String rawText() throws IOException {
    if (atNull()) {
      return null;
    }
    if (!atString()) {
      drop(misfit("a string"));
      return null;
    }
    return requirePairs(tokens.text());
  }

  private String requirePairs(String text) throws ShapeException {
    if (Surrogates.arePaired(text)) {
      return text;
    }
    if (!lenient) {
      throw problem(" contains an unpaired surrogate");
    }
    return Surrogates.replaceUnpaired(text);
  }

  /** The constant with that name in lower case; null if there is none. */
  <E extends Enum<E>> @Nullable E constant(E[] constants) throws IOException {
    if (!atString()) {
      throw misfit("a string");
    }
    char[] text = tokens.characters();
    int offset = tokens.offset();
    int length = tokens.length();
    for (E constant : constants) {
      if (isLowerCase(constant.name(), text, offset, length)) {
        return constant;
      }
    }
    return null;
  }

  private static boolean isLowerCase(String name, char[] text, int offset, int length) {
    boolean same = name.length() == length;
    for (int i = 0; same && i < length; i++) {
      same = text[offset + i] == Character.toLowerCase(name.charAt(i));
    }
    return same;
  }

  /** A timestamp; null if it is unreadable, and the text is then still the current value. */
  @Nullable Instant instant() throws IOException {
    return atString() ? Rfc3339.parse(tokens.characters(), tokens.offset(), tokens.length()) : null;
  }

  @Nullable Duration seconds() throws IOException {
    return isWhole(Long.MIN_VALUE, Long.MAX_VALUE) ? Duration.ofSeconds(number()) : null;
  }

  @Nullable Integer wholeInt(int least, int most) throws IOException {
    return isWhole(least, most) ? (Integer) (int) number() : null;
  }

  @Nullable Long wholeLong() throws IOException {
    return wholeLong(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Nullable Long wholeLong(long least, long most) throws IOException {
    return isWhole(least, most) ? (Long) number() : null;
  }

  /**
   * Whether a number is there: {@code 80} and {@code 80.0} are 80; {@code 80.5} and {@code "80"} do
   * not fit.
   */
  private boolean isWhole(long least, long most) throws IOException {
    if (atNull()) {
      return false;
    }
    try {
      long value = number();
      if (value >= least && value <= most) {
        return true;
      }
      throw outside(least, most);
    } catch (ShapeException e) {
      drop(e);
      return false;
    }
  }

  private long number() throws IOException {
    if (tokens.current() == JsonToken.VALUE_NUMBER_INT) {
      return tokens.isLong() ? tokens.longValue() : longValue(tokens.wholeNumber());
    }
    if (tokens.current() == JsonToken.VALUE_NUMBER_FLOAT) {
      return wholeValue(tokens.text());
    }
    throw misfit("a whole number");
  }

  /** A mapper may prefer BigInteger for every whole number. */
  private long longValue(BigInteger number) throws IOException {
    if (number.bitLength() >= Long.SIZE) {
      throw outside(Long.MIN_VALUE, Long.MAX_VALUE);
    }
    return number.longValue();
  }

  /** Checks the exponent before it makes digits of it: {@code 1e1000000000} has a billion. */
  private long wholeValue(String text) throws IOException {
    try {
      BigDecimal value = new BigDecimal(text).stripTrailingZeros();
      if (value.scale() <= 0 && value.precision() - (long) value.scale() <= 19) {
        return value.longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw misfit("a whole number within 64 bits");
    }
    throw misfit("a whole number within 64 bits");
  }

  private ShapeException outside(long least, long most) throws IOException {
    return misfit("from " + least + " to " + most);
  }

  /** An Integer, else a Long, a BigInteger or a BigDecimal: exact, whatever a mapper prefers. */
  Number anyNumber() throws IOException {
    return tokens.current() == JsonToken.VALUE_NUMBER_INT
        ? smallest(tokens.wholeNumber())
        : decimal();
  }

  private static Number smallest(BigInteger number) {
    if (number.bitLength() >= Long.SIZE) {
      return number;
    }
    long value = number.longValue();
    return value == (int) value ? (Number) (int) value : (Number) value;
  }

  private BigDecimal decimal() throws IOException {
    try {
      return new BigDecimal(tokens.text());
    } catch (NumberFormatException e) {
      throw misfit("a number with a smaller exponent");
    }
  }

  /** The name of a field that no model knows, as it may be shown. */
  String unknownName(String name) throws ShapeException {
    return BucketUri.maskIn(requirePairs(name));
  }

  /** Skips the current value if this reader is lenient; else throws. */
  private void drop(ShapeException problem) throws IOException {
    if (!lenient) {
      throw problem;
    }
    skip();
  }

  /** The current value does not fit: {@code $.result.time_limit is 1.5, but must be …}. */
  ShapeException misfit(String rule) throws IOException {
    JsonToken token = tokens.current();
    String must = ", but must be " + rule;
    if (token == null) {
      return problem(" is missing" + must);
    }
    return switch (token) {
      case START_OBJECT, END_OBJECT -> problem(" is an object" + must);
      case START_ARRAY, END_ARRAY -> problem(" is a list" + must);
      case VALUE_STRING -> new ShapeException(tokens.path(), " is \"", tokens.text(), "\"" + must);
      default -> new ShapeException(tokens.path(), " is ", tokens.text(), must);
    };
  }

  /** Something is wrong at the current value: {@code $.result[3]} followed by {@code problem}. */
  ShapeException problem(String problem) {
    return new ShapeException(tokens.path(), problem);
  }
}
