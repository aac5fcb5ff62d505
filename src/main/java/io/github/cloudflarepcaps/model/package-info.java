/**
 * Requests and responses as records.
 *
 * <p>Requests are built by {@code of(…)}, which takes what is required, and copied by {@code
 * with…(…)}; an invalid value is rejected there. There is one for each kind of capture: {@link
 * io.github.cloudflarepcaps.model.SimplePcapRequest} for past traffic, {@link
 * io.github.cloudflarepcaps.model.FullPcapRequest} for new traffic into a {@link
 * io.github.cloudflarepcaps.model.Destination}.
 *
 * <p>Responses are read leniently where nothing is lost by it and strictly where a wrong number
 * could pass for a right one: start at {@link io.github.cloudflarepcaps.model.Pcap}. A field is
 * null if Cloudflare sent none, and most may be missing. Fields that this version does not know or
 * cannot read are kept in {@code additionalFields()}.
 *
 * <p>Nothing here does any I/O, all records are serializable, and the keys of a bucket are shown as
 * {@code ***}. To read and write these types with your own mapper, see {@link
 * io.github.cloudflarepcaps.PcapsModule}.
 */
@NullMarked
package io.github.cloudflarepcaps.model;

import org.jspecify.annotations.NullMarked;
