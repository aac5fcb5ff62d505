/**
 * Capture files: what is in one, its packets one by one, writing them, and joining many into one.
 *
 * <p>Start at {@link io.github.cloudflarepcaps.pcapfile.PcapFile#inspect PcapFile.inspect}: it
 * counts packets and finds the times of the first and the last, in a file of any size, at about the
 * speed the file can be read. {@link io.github.cloudflarepcaps.pcapfile.PcapFile#scan
 * PcapFile.scan} shows each packet to your own code on the way. {@link
 * io.github.cloudflarepcaps.pcapfile.PcapReader PcapReader} returns the packets of a file or
 * stream, {@link io.github.cloudflarepcaps.pcapfile.PcapWriter PcapWriter} writes them. {@link
 * io.github.cloudflarepcaps.pcapfile.PcapMerger PcapMerger} joins the files that a full capture
 * leaves in a bucket, one for each machine that saw traffic, into one by time.
 *
 * <p>Classic pcap, pcapng, and either compressed with gzip are read; classic pcap is written.
 * Everything here needs the JDK only and takes the same memory for a kilobyte as for a terabyte.
 * Content that is not a capture, or is damaged, is a {@link
 * io.github.cloudflarepcaps.pcapfile.NotPcapException NotPcapException}; a failure of the disk or
 * the stream is any other {@link java.io.IOException}.
 */
@NullMarked
package io.github.cloudflarepcaps.pcapfile;

import org.jspecify.annotations.NullMarked;
