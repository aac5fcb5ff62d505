package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of the length of its list. The lists of this API are not paged. Building one
 * by its constructor is outside the compatibility promise.
 *
 * @param count entries in this answer
 * @param page the page, from 1
 * @param perPage most entries of a page
 * @param totalCount entries in all
 */
public record ResultInfo(
    @JsonProperty("count") @Nullable Long count,
    @JsonProperty("page") @Nullable Long page,
    @JsonProperty("per_page") @Nullable Long perPage,
    @JsonProperty("total_count") @Nullable Long totalCount)
    implements Serializable {}
