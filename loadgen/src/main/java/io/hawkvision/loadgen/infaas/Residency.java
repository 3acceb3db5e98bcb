package io.hawkvision.loadgen.infaas;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which variants are in memory, which are to come, which are to leave. Counts only; whoever calls
 * it holds the dispatcher's lock. A variant with claims stays until the last is released: from the
 * moment it is to leave it takes no new ones, so that it does leave.
 */
final class Residency {
  private enum State {
    ABSENT,
    LOADING,
    LOADED,
    LEAVING
  }

  private static final class Place {
    private final Profile profile;
    private State state = State.ABSENT;
    private boolean pinned;
    private int claims;
    private long lastUse;

    private Place(Profile profile) {
      this.profile = profile;
    }
  }

  private final MemoryBudget budget;
  private final Map<VariantKey, Place> places = new LinkedHashMap<>();
  private final Deque<VariantKey> wanted = new ArrayDeque<>();
  private long pinnedBytes;
  private long uses;

  Residency(MemoryBudget budget, Collection<Profile> profiles) {
    this.budget = budget;
    profiles.forEach(profile -> places.put(profile.key(), new Place(profile)));
  }

  /** Notes a variant that is loaded for good, if it fits beside those pinned before. */
  boolean pin(VariantKey key) {
    Place place = place(key);
    if (pinnedBytes + place.profile.bytes() > budget.bytes()) {
      return false;
    }
    place.state = State.LOADED;
    place.pinned = true;
    pinnedBytes += place.profile.bytes();
    return true;
  }

  /** Whether it is loaded and stays. */
  boolean isLoaded(VariantKey key) {
    return place(key).state == State.LOADED;
  }

  /** Whether it could be loaded if all but the pinned ones left. */
  boolean fits(VariantKey key) {
    Place place = place(key);
    return place.pinned || pinnedBytes + place.profile.bytes() <= budget.bytes();
  }

  /** Keeps a loaded variant in memory until {@link #release}. */
  void claim(VariantKey key) {
    Place place = place(key);
    require(place.state == State.LOADED, key, "is not loaded");
    place.claims++;
    place.lastUse = ++uses;
  }

  void release(VariantKey key) {
    Place place = place(key);
    require(place.claims > 0, key, "was not claimed");
    place.claims--;
  }

  /** Asks for a load; a second asking changes nothing. */
  void want(VariantKey key) {
    Place place = place(key);
    boolean isComing = place.state == State.LOADED || place.state == State.LOADING;
    if (!isComing && !wanted.contains(key)) {
      wanted.add(key);
    }
  }

  boolean hasWanted() {
    return !wanted.isEmpty();
  }

  /** Takes the longest wanted variant; those in its way are to leave from now on. */
  VariantKey beginLoad() {
    VariantKey key = wanted.remove();
    Place place = place(key);
    List<VariantKey> victims =
        budget
            .victims(loaded(), place.profile.bytes())
            .orElseThrow(() -> new IllegalStateException(key + " does not fit the budget"));
    place.state = State.LOADING;
    victims.forEach(victim -> place(victim).state = State.LEAVING);
    return key;
  }

  private List<MemoryBudget.Loaded> loaded() {
    return places.values().stream()
        .filter(place -> place.state != State.ABSENT)
        .map(
            place ->
                new MemoryBudget.Loaded(
                    place.profile.key(), place.profile.bytes(), place.lastUse, place.pinned))
        .toList();
  }

  List<VariantKey> leaving() {
    return places.values().stream()
        .filter(place -> place.state == State.LEAVING)
        .map(place -> place.profile.key())
        .toList();
  }

  /** Whether no one uses those that are to leave any more. */
  boolean isDrained() {
    return places.values().stream()
        .noneMatch(place -> place.state == State.LEAVING && place.claims > 0);
  }

  void left(VariantKey key) {
    Place place = place(key);
    require(place.state == State.LEAVING && place.claims == 0, key, "cannot leave");
    place.state = State.ABSENT;
  }

  void loaded(VariantKey key) {
    Place place = place(key);
    require(place.state == State.LOADING, key, "was not being loaded");
    place.state = State.LOADED;
    place.lastUse = ++uses;
  }

  void failed(VariantKey key) {
    require(place(key).state == State.LOADING, key, "was not being loaded");
    place(key).state = State.ABSENT;
  }

  /** Of all that is in memory, comes, or has not left yet. */
  long bytes() {
    return loaded().stream().mapToLong(MemoryBudget.Loaded::bytes).sum();
  }

  long budgetBytes() {
    return budget.bytes();
  }

  private Place place(VariantKey key) {
    return requireNonNull(places.get(key), () -> "no variant " + key);
  }

  private static void require(boolean fine, VariantKey key, String problem) {
    if (!fine) {
      throw new IllegalStateException(key + " " + problem);
    }
  }
}
