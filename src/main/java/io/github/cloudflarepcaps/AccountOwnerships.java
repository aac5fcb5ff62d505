package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.Ownership;
import java.util.List;

/** The buckets of one account, over the transport. */
final class AccountOwnerships implements OwnershipService {
  private final Transport transport;
  private final Waits waits;
  private final String account;

  AccountOwnerships(Transport transport, Waits waits, String account) {
    this.transport = transport;
    this.waits = waits;
    this.account = account;
  }

  @Override
  public List<Ownership> list() {
    return transport.call(Operation.listOwnerships(account)).result();
  }

  @Override
  public Ownership add(Destination bucket) {
    return transport.call(Operation.addOwnership(account, bucket)).result();
  }

  @Override
  public void delete(String ownershipId) {
    transport.call(Operation.deleteOwnership(account, ownershipId));
  }

  @Override
  public Ownership validate(Destination bucket, String challenge) {
    return transport.call(Operation.validateOwnership(account, bucket, challenge)).result();
  }

  @Override
  public Ownership await(String ownershipId, WaitOptions options) {
    return waits.forOwnership(account, ownershipId, options);
  }

  @Override
  public Ownership claim(Destination bucket, ChallengeReader reader, WaitOptions options) {
    return new OwnershipClaim(this, bucket, reader, options).run();
  }

  /** Shown by JShell. */
  @Override
  public String toString() {
    return "OwnershipService[account " + account + "]";
  }
}
