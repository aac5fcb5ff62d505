package jackson;

import io.github.cloudflarepcaps.PcapsJackson3Module;
import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.ApiMessage;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapRequest;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.PcapType;
import io.github.cloudflarepcaps.model.ResultInfo;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.model.UnknownPcap;
import java.time.Duration;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

/** Checks that Jackson 3 writes every model exactly as it was read. */
public final class EveryModel {
  private static final String FILTER =
      "{'source_address':'1.2.3.4','source_port':123,'destination_address':'2001:db8::1',"
          + "'destination_port':65535,'protocol':255}";
  private static final String COMMON =
      "'id':'6d1f0aac13cd40e3900d29f5dd0e8a2b','filter_v1':"
          + FILTER
          + ",'status':'conversion_running','submitted':'2022-06-02T18:38:22.269047Z',"
          + "'system':'magic-transit','time_limit':300";
  private static final String UNKNOWN =
      ",'decimal':0.123456789012345678901234567890123456789,'nested':{'list':[1,'two',true]}}";
  private static final String SIMPLE =
      "{" + COMMON + ",'type':'simple','packet_limit':10000,'packets_remaining':1" + UNKNOWN;
  private static final String SIMPLE_REQUEST =
      "{'type':'simple','packet_limit':1,'system':'magic-transit','time_limit':1,'filter_v1':"
          + FILTER
          + "}";
  private static final String FULL_REQUEST =
      "{'type':'full','colo_name':'ORD','destination_conf':'gs://captures','packet_limit':1,"
          + "'byte_limit':2,'system':'magic-transit','time_limit':86400}";

  private final JsonMapper mapper =
      JsonMapper.builder().addModule(new PcapsJackson3Module()).build();

  public static void main(String[] args) {
    EveryModel every = new EveryModel();
    expect("Jackson", args[0], every.mapper.version().toString());
    every.captures();
    every.requests();
    every.others();
    every.keysAreMasked();
    every.invalidModelsAreRefused();
    System.out.printf(
        "Jackson %s on the %s path, Java %s: ok%n",
        args[0],
        EveryModel.class.getModule().isNamed() ? "module" : "class",
        Runtime.version().feature());
  }

  private void captures() {
    same(Pcap.class, SIMPLE);
    same(SimplePcap.class, SIMPLE);
    same(
        FullPcap.class,
        "{"
            + COMMON
            + ",'type':'full','byte_limit':1,'packet_limit':2,'colo_name':'ord02',"
            + "'destination_conf':'s3://captures/edge?region=us-east-1','error_message':'none',"
            + "'packets_captured':3,'stop_requested':'2022-06-02T18:39:00Z'"
            + UNKNOWN);
    same(UnknownPcap.class, "{" + COMMON + ",'type':'mirrored'" + UNKNOWN);
  }

  private void requests() {
    same(PcapRequest.class, SIMPLE_REQUEST);
    same(SimplePcapRequest.class, SIMPLE_REQUEST);
    same(FullPcapRequest.class, FULL_REQUEST);
  }

  private void others() {
    same(PcapFilter.class, FILTER);
    same(Destination.class, "'s3://captures/edge?region=us-east-1'");
    same(
        Ownership.class,
        "{'id':'a','destination_conf':'gs://captures','filename':'f.txt','status':'success',"
            + "'submitted':'2022-06-02T18:38:22Z','validated':'2022-06-02T18:39:00Z'"
            + UNKNOWN);
    same(
        ApiError.class,
        "{'code':1000,'message':'m','documentation_url':'https://example.com',"
            + "'source':{'pointer':'/p'},'error_chain':[{'code':1,'message':'n'}]}");
    same(ApiMessage.class, "{'code':1000,'message':'m','source':{'pointer':'/p'}}");
    same(ResultInfo.class, "{'count':1,'page':2,'per_page':3,'total_count':9223372036854775807}");
    same(PcapStatus.class, "'conversion_pending'");
    same(PcapType.class, "'full'");
    same(OwnershipStatus.class, "'pending'");
  }

  private void keysAreMasked() {
    Destination bucket = Destination.r2("captures", "a1", "example-key-id", "example-secret");
    String json =
        mapper.writeValueAsString(FullPcapRequest.of("ORD", bucket, Duration.ofSeconds(1)));
    expect("a masked key", true, json.contains("secret-access-key=***"));
    expect("a key", false, json.contains("example-"));
  }

  private void invalidModelsAreRefused() {
    refused(Pcap.class, "{'id':'a','id':'b'}");
    refused(Pcap.class, "{'id':'a','filter_v1':{'protocol':6.5}}");
    refused(PcapFilter.class, "{'port':6}");
    refused(PcapRequest.class, "{'type':'simple','time_limit':1}");
    refused(PcapStatus.class, "1");
  }

  private <T> void same(Class<T> model, String singleQuoted) {
    String json = singleQuoted.replace('\'', '"');
    T read = mapper.readValue(json, model);
    expect(model.getSimpleName(), json, mapper.writeValueAsString(read));
    expect(model.getSimpleName() + " as a tree", read, tree(read, model));
  }

  private <T> T tree(T value, Class<T> model) {
    return mapper.treeToValue(mapper.valueToTree(value), model);
  }

  private void refused(Class<?> model, String singleQuoted) {
    try {
      Object read = mapper.readValue(singleQuoted.replace('\'', '"'), model);
      throw new AssertionError(singleQuoted + " was read as " + read);
    } catch (DatabindException e) {
      // expected
    }
  }

  private static void expect(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError(what + ": expected " + expected + ", found " + found);
    }
  }
}
