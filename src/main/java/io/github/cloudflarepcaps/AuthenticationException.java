package io.github.cloudflarepcaps;

/**
 * The credentials are wrong, or lack a permission (401, 403, and 400 with code 6003 or 9106). Fix
 * them; the message names the permission that the call needs. Sending the call again does not help.
 */
public final class AuthenticationException extends ApiException {
  private static final long serialVersionUID = 1;

  AuthenticationException(String message, CallContext context, Refusal refusal) {
    super(message, context, refusal);
  }
}
