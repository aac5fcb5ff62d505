/**
 * The contents of packets: the headers of one, and a summary of many.
 *
 * <p>{@link io.github.cloudflarepcaps.traffic.PacketHeaders PacketHeaders} decodes one packet down
 * to its ports. It never throws for what a packet holds, and reports why decoding ended where it
 * did. {@link io.github.cloudflarepcaps.traffic.TrafficSummary TrafficSummary} counts the packets
 * of files or streams of any size in bounded memory: who sends what to whom, and when.
 */
@NullMarked
package io.github.cloudflarepcaps.traffic;

import org.jspecify.annotations.NullMarked;
