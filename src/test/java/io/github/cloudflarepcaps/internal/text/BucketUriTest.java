package io.github.cloudflarepcaps.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in a URI are masked by their names, wherever they are. */
class BucketUriTest {

  @ParameterizedTest
  @CsvSource({
    "r2://b?secret-access-key=s1,r2://b?secret-access-key=***",
    "r2://b?a=1?secret-access-key=s1,r2://b?a=1&secret-access-key=***",
    "r2://b?a=1#secret-access-key=s1,r2://b?a=1&secret-access-key=***",
    "r2://b?a=1;access-key-id=s1;b=2,r2://b?a=1&access-key-id=***&b=2",
    "r2://b?secret%2Daccess=s1,r2://b?secret%2Daccess=***",
    "r2://b?secret%3Ds1,r2://b?***",
    "r2://b?\\u0073ecret=s1,r2://b?\\u0073ecret=***",
    "r2://b?token,r2://b?token=***",
    "r2://user:s1@b/dir,r2://***@b/dir",
    "ftp://user@b?X-Amz-Signature=s1,ftp://***@b?X-Amz-Signature=***"
  })
  void secretIsMasked(String uri, String masked) {
    assertThat(BucketUri.mask(uri)).isEqualTo(masked).doesNotContain("s1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gs://b", "gs://b?", "s3://b/d?region=eu-1;x=y", "what? #1", "a=b"})
  void uriWithoutASecretIsUnchanged(String uri) {
    assertThat(BucketUri.mask(uri)).isEqualTo(uri);
  }

  @ParameterizedTest
  @CsvSource({
    "r2://b?account-id=a&access-key-id=k&x=y,r2://b?account-id=a&x=y",
    "r2://b?access-key-id=k,r2://b",
    "r2://b?token&&x,r2://b?x",
    "gs://b,gs://b"
  })
  void secretParametersAreRemoved(String uri, String without) {
    assertThat(BucketUri.withoutSecrets(uri)).isEqualTo(without);
  }

  @Test
  void everyBucketUriInATextIsMasked() {
    String text = "cannot write to \"R2://b?secret-access-key=s1$\" or gs://c?token=s1, key=kept";

    assertThat(BucketUri.maskIn(text))
        .isEqualTo("cannot write to \"R2://b?secret-access-key=***\" or gs://c?token=*** key=kept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "key=kept", "https://example.com?token=kept", "ns3:/b?token=kept"})
  void otherTextIsUnchanged(String text) {
    assertThat(BucketUri.maskIn(text)).isEqualTo(text);
  }
}
