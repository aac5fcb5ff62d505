package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The length of a list, as far as the response states it. The lists of this API are not paged. A
 * response record: building one by its constructor is outside the compatibility promise.
 *
 * @param count entries in this response
 * @param page the page, from 1
 * @param perPage the highest number of entries on a page
 * @param totalCount entries on all pages
 */
public record ResultInfo(
    @JsonProperty("count") @Nullable Long count,
    @JsonProperty("page") @Nullable Long page,
    @JsonProperty("per_page") @Nullable Long perPage,
    @JsonProperty("total_count") @Nullable Long totalCount)
    implements Serializable {}
