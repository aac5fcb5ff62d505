package io.github.cloudflarepcaps;

/**
 * The credentials are invalid or lack a permission: 401, or 403 and 400 with code 6003 or 9106 in a
 * response of the API itself. Correct them; the message names the permission that the call needs.
 * Retrying does not help.
 */
public final class AuthenticationException extends ApiException {
  private static final long serialVersionUID = 1;

  AuthenticationException(String message, CallContext context, Rejection rejection) {
    super(message, context, rejection);
  }
}
