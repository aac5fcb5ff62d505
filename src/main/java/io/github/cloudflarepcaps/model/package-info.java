/**
 * What is asked of the API and what it answers, as records.
 *
 * <p>Requests are built by {@code of(…)}, which takes what is required, and copied by {@code
 * with…(…)}; a wrong value is refused there. There is one for each kind of capture: {@link
 * io.github.cloudflarepcaps.model.SimplePcapRequest} for traffic that has passed, {@link
 * io.github.cloudflarepcaps.model.FullPcapRequest} for new traffic into a {@link
 * io.github.cloudflarepcaps.model.Destination}.
 *
 * <p>Answers are read leniently where nothing is lost by it and strictly where a wrong number could
 * pass for a right one: start at {@link io.github.cloudflarepcaps.model.Pcap}. A field is null
 * where Cloudflare gave none, and most may be missing. What this version does not know, or could
 * not read, is kept under {@code additionalFields()}.
 *
 * <p>Nothing here does any I/O, and every secret of a bucket is shown as {@code ***}. To read and
 * write these types with your own {@code ObjectMapper}, see {@link
 * io.github.cloudflarepcaps.PcapsModule}.
 */
@NullMarked
package io.github.cloudflarepcaps.model;

import org.jspecify.annotations.NullMarked;
