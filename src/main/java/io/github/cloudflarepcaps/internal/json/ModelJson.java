package io.github.cloudflarepcaps.internal.json;

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
import java.util.List;

/**
 * How a model is read and written, for a user's own mapper.
 *
 * @param <T> the model
 */
public record ModelJson<T>(Class<T> type, ValueReader<T> reader, ValueWriter<? super T> writer) {

  /** Every model. */
  public static List<ModelJson<?>> all() {
    return List.of(
        of(Pcap.class, PcapJson::read, PcapJson::write),
        of(SimplePcap.class, PcapJson::readSimple, PcapJson::write),
        of(FullPcap.class, PcapJson::readFull, PcapJson::write),
        of(UnknownPcap.class, PcapJson::readUnknown, PcapJson::write),
        of(PcapRequest.class, PcapRequestJson::read, PcapRequestJson::write),
        of(SimplePcapRequest.class, PcapRequestJson::readSimple, PcapRequestJson::write),
        of(FullPcapRequest.class, PcapRequestJson::readFull, PcapRequestJson::write),
        of(PcapFilter.class, PcapFilterJson::read, PcapFilterJson::write),
        of(Destination.class, DestinationJson::read, DestinationJson::write),
        of(Ownership.class, OwnershipJson::read, OwnershipJson::write),
        of(ApiError.class, ApiErrorJson::read, ApiErrorJson::write),
        of(ApiMessage.class, ApiMessageJson::read, ApiMessageJson::write),
        of(ResultInfo.class, ResultInfoJson::read, ResultInfoJson::write),
        constant(PcapStatus.class),
        constant(PcapType.class),
        constant(OwnershipStatus.class));
  }

  private static <T> ModelJson<T> of(
      Class<T> type, ValueReader<T> reader, ValueWriter<? super T> writer) {
    return new ModelJson<>(type, reader, writer);
  }

  private static <E extends Enum<E>> ModelJson<E> constant(Class<E> type) {
    E[] constants = type.getEnumConstants();
    return new ModelJson<>(type, json -> EnumJson.read(constants, json), EnumJson::write);
  }
}
