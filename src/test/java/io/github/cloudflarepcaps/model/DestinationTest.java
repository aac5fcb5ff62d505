package io.github.cloudflarepcaps.model;

import static io.github.cloudflarepcaps.Nulls.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A destination is written in the form that Cloudflare documents, and its text shows no secret. */
class DestinationTest {
  private static final Destination R2 = Destination.r2("captures", "a1", "k1", "s+1/2=");

  @Test
  void s3BucketHasItsRegion() {
    assertThat(Destination.s3("bucket/dir", "us-east-1").uri())
        .isEqualTo("s3://bucket/dir?region=us-east-1");
  }

  @Test
  void gcsBucketIsItsName() {
    assertThat(Destination.gcs("bucket_1.x/dir/sub").uri()).isEqualTo("gs://bucket_1.x/dir/sub");
  }

  @Test
  void keysOfAnR2BucketAreEncoded() {
    assertThat(R2.uri())
        .isEqualTo("r2://captures?account-id=a1&access-key-id=k1&secret-access-key=s%2B1%2F2%3D");
  }

  @ParameterizedTest
  @CsvSource({
    "bucket,gs://bucket",
    "bucket/,gs://bucket",
    "bucket/a b,gs://bucket/a%20b",
    "bucket/a?b,gs://bucket/a%3Fb",
    "bucket/50%,gs://bucket/50%25",
    "bucket/ü,gs://bucket/%C3%BC",
    "bucket/a-b._~,gs://bucket/a-b._~",
    "bucket/a/b/,gs://bucket/a/b"
  })
  void directoryIsEncodedPartByPart(String bucketAndDir, String uri) {
    assertThat(Destination.gcs(bucketAndDir).uri()).isEqualTo(uri);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|GCS bucket is \"\", but must be a name without white space, control characters and"
            + " / ? # @ : % \\",
        "my bucket|GCS bucket is \"my bucket\", but must be a name without",
        "user@bucket|GCS bucket is \"user@bucket\", but must be a name without",
        "bucket?x|GCS bucket is \"bucket?x\", but must be a name without",
        "gs://bucket|GCS bucket is \"gs:\", but must be",
        "bucket//dir|directory in \"bucket//dir\" must have no empty, . or .. part",
        "bucket/../x|directory in \"bucket/../x\" must have no empty, . or .. part",
        "bucket/.|directory in \"bucket/.\" must have no empty, . or .. part",
        "'bucket/ '|directory is \" \", but must not be blank"
      })
  void invalidBucketIsRejectedWithTheRule(String bucketAndDir, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Destination.gcs(bucketAndDir))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"My_Legacy.Bucket", "ab", "-bucket", "<bucket-name>", "{NAME}", "b\u00fccket"})
  void anyNameThatIsValidInAUriIsAccepted(String bucket) {
    assertThat(Destination.gcs(bucket)).isEqualTo(Destination.parse("gs://" + bucket));
    assertThat(Destination.s3(bucket, "eu-west-1"))
        .isEqualTo(Destination.parse("s3://" + bucket + "?region=eu-west-1"));
    assertThat(Destination.r2(bucket, "a", "k", "s").uri()).startsWith("r2://" + bucket + "?");
  }

  @Test
  void nameMayHave255Characters() {
    String bucket = "a".repeat(255);
    assertThat(Destination.s3(bucket, "eu-west-1").uri()).startsWith("s3://" + bucket + "?");
  }

  @Test
  void placeholdersAreKept() {
    assertThat(Destination.s3("bucket/{DATE}/x", "eu-west-1"))
        .isEqualTo(Destination.parse("s3://bucket/{DATE}/x?region=eu-west-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "US-EAST-1", "us east", "us-east-1&x=y", "us-east-1#"})
  void invalidRegionIsRejected(String region) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Destination.s3("bucket", region))
        .withMessage("region is \"" + region + "\", but must be of a-z 0-9 -");
  }

  @Test
  void invalidKeysAreRejectedWithoutBeingShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Destination.r2("captures", "a1", "k\n1", "s1"))
        .withMessage(
            "accessKeyId must not be blank or contain control characters (not shown: it is a"
                + " secret)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Destination.r2("captures", "a1", "k1", " "))
        .withMessage(
            "secretAccessKey must not be blank or contain control characters (not shown: it is a"
                + " secret)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Destination.r2("captures", "", "k1", "s1"))
        .withMessage("accountId is \"\", but must not be blank");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://bucket/dir?region=us-east-1",
        "gs://<bucket-name>",
        "gs://bucket-test",
        "r2://b?account-id=a&access-key-id=k&secret-access-key=s",
        "gs://B_u.c/%20?x=y"
      })
  void parsedUriIsKept(String uri) {
    assertThat(Destination.parse(uri).uri()).isEqualTo(uri);
  }

  @Test
  void schemeIsReadInAnyCase() {
    assertThat(Destination.parse("S3://Bucket").uri()).isEqualTo("s3://Bucket");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|destination is \"\", but must begin with s3://, gs:// or r2://",
        "bucket|destination is \"bucket\", but must begin with s3://, gs:// or r2://",
        "https://b|destination is \"https://b\", but must begin with s3://, gs:// or r2://",
        "gs://|destination is \"gs://\", but must name a bucket",
        "gs:///dir|destination is \"gs:///dir\", but must name a bucket",
        "r2://?access-key-id=k1|destination is \"r2://?…\", but must name a bucket",
        "gs://b c|destination is \"gs://b c\", but must not contain white space, control",
        "s3://k1:s1@b|destination is \"…@b\", but must have no user and no fragment",
        "gs://b:80/x|destination is \"gs://b:80/x\", but must name a bucket without / ? # @ : %",
        "gs://b\u202e|destination is \"gs://b?\", but must not contain white space, control",
        "gs://b#f|destination is \"gs://b#f\", but must have no user and no fragment",
        "x://b?secret-access-key=s1|destination is \"x://b?…\", but must begin with"
      })
  void invalidDestinationIsRejectedWithoutItsSecrets(String uri, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Destination.parse(uri))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("k1", "s1"));
  }

  @Test
  void nullIsRejectedByName() {
    assertThatNullPointerException().isThrownBy(() -> Destination.parse(nothing()));
    assertThatNullPointerException().isThrownBy(() -> Destination.gcs(nothing()));
    assertThatNullPointerException().isThrownBy(() -> Destination.s3("bucket", nothing()));
    assertThatNullPointerException()
        .isThrownBy(() -> Destination.r2("bucket", "a", nothing(), "s"))
        .withMessage("accessKeyId");
  }

  @Test
  void onlyTheUriHasTheSecrets() {
    assertThat(R2)
        .hasToString("r2://captures?account-id=a1&access-key-id=***&secret-access-key=***");
    assertThat(R2.withoutSecrets().uri()).isEqualTo("r2://captures?account-id=a1");
  }

  @ParameterizedTest
  @CsvSource({
    "gs://b?ACCESS-KEY-ID=k1,gs://b?ACCESS-KEY-ID=***",
    "gs://b?access%2Dkey-id=k1,gs://b?access%2Dkey-id=***",
    "gs://b?a=1;token=k1;b=2,gs://b?a=1&token=***&b=2",
    "gs://b?x-amz-signature=k1,gs://b?x-amz-signature=***",
    "gs://b?secret-access-key,gs://b?secret-access-key=***"
  })
  void secretUnderAnyNameIsMasked(String uri, String masked) {
    assertThat(Destination.parse(uri)).hasToString(masked);
  }

  @Test
  void withoutSecretsReturnsABucketWithoutSecretsUnchanged() {
    Destination gcs = Destination.gcs("bucket");
    assertThat(gcs.withoutSecrets()).isEqualTo(gcs);
  }

  @Test
  void bucketsAreEqualIfTheirUrisAreIncludingKeys() {
    assertThat(R2).isEqualTo(Destination.parse(R2.uri())).hasSameHashCodeAs(R2.uri());
    assertThat(R2).isNotEqualTo(Destination.r2("captures", "a1", "k2", "s+1/2="));
    assertThat(R2.withoutSecrets())
        .isEqualTo(Destination.r2("captures", "a1", "k2", "s2").withoutSecrets());
  }
}
