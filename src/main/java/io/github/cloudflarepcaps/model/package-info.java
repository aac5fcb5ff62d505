/**
 * What is asked of the API and what it answers, as records. Requests are built by {@code of(…)} and
 * copied by {@code with…(…)}; a wrong value is refused there. Answers are read leniently where
 * nothing is lost by it and strictly where a wrong number could pass for a right one: start at
 * {@link io.github.cloudflarepcaps.model.Pcap}.
 */
@NullMarked
package io.github.cloudflarepcaps.model;

import org.jspecify.annotations.NullMarked;
