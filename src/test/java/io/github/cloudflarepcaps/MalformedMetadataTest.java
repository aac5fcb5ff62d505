package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.ApiMessage;
import io.github.cloudflarepcaps.model.ResultInfo;
import io.github.cloudflarepcaps.model.SimplePcap;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Malformed errors, messages or result_info do not hide a readable result; their readable parts are
 * kept.
 */
class MalformedMetadataTest {
  private static final String RESULT =
      "{'success':true,'result':{'id':'" + Given.ID + "','type':'simple'},%s}";

  @AutoClose private final Wire wire = Wire.open();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'errors':{}",
        "'errors':7",
        "'errors':null",
        "'errors':[null,7,[],{}]",
        "'errors':[{'code':{},'error_chain':7,'source':[]}]",
        "'messages':'text'",
        "'messages':[[]]",
        "'messages':true",
        "'messages':[{'code':'1000'}]",
        "'messages':[{'code':1.5,'message':[]}]",
        "'messages':[{'code':2147483648}]",
        "'messages':['\\ud83d']",
        "'messages':[{'code':1,'code':2}]",
        "'result_info':[]",
        "'result_info':'x'",
        "'result_info':{'count':'1','page':[]}"
      })
  void createSucceeds(String metadata) {
    ApiResponse<SimplePcap> response = created(metadata);

    assertThat(response.result().id()).isEqualTo(Given.ID);
    assertThat(wire.requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'code':'1000','message':'m'}|0",
        "{'code':null,'message':'m'}|0",
        "{'code':2147483648,'message':'m'}|0",
        "{'code':1000.0,'message':'m'}|1000",
        "{'code':1000,'code':1001,'message':'m'}|1000",
        "{'code':1000,'text':'m'}|1000",
        "{'code':1000,'message':['m']}|1000"
      })
  void messageKeepsWhatIsReadable(String message, int code) {
    assertThat(created("'messages':[7," + message + "]").messages())
        .containsExactly(new ApiMessage(code, "m", null, null));
  }

  @Test
  void singleErrorCountsAsAListOfOne() {
    assertThat(created("'errors':{'code':1000,'message':'m'}").errors())
        .containsExactly(new ApiError(1000, "m", null, null, List.of()));
  }

  @Test
  void resultInfoKeepsItsReadableNumbers() {
    assertThat(created("'result_info':{'count':'1','page':2.0,'per_page':[3]}").resultInfo())
        .isEqualTo(new ResultInfo(null, 2L, null, null));
  }

  private ApiResponse<SimplePcap> created(String metadata) {
    wire.enqueue(200, Fixture.quoted(String.format(RESULT, metadata)));
    return wire.client().send(Operation.createPcap(Given.ACCOUNT, Given.SIMPLE));
  }
}
