/**
 * Capture files on disk: what is in one, its packets one by one, and many joined into one.
 *
 * <p>Start at {@link io.github.cloudflarepcaps.pcapfile.PcapFile#inspect PcapFile.inspect}: it
 * counts packets and finds the times of the first and the last, in any size of pcap or pcapng file,
 * at about the speed the file can be read. {@link io.github.cloudflarepcaps.pcapfile.PcapReader
 * PcapReader} hands out the packets of a classic pcap file or stream. {@link
 * io.github.cloudflarepcaps.pcapfile.PcapMerger PcapMerger} joins the files a full capture leaves
 * in a bucket, one for each machine that saw traffic, into one by time.
 *
 * <p>Everything here needs the JDK alone and uses the same memory for a kilobyte as for a terabyte.
 * Content that is not a capture, or is damaged, is a {@link
 * io.github.cloudflarepcaps.pcapfile.NotPcapException NotPcapException}; trouble with the disk or
 * the stream is any other {@link java.io.IOException}.
 */
@NullMarked
package io.github.cloudflarepcaps.pcapfile;

import org.jspecify.annotations.NullMarked;
