package dev.frontrow.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The single jobs as they are on a node that does not run them.
public final class JobsElsewhere {

    private JobsElsewhere() {}

    public static SingleJobs jobs() {
        return new SingleJobs(new Nothing());
    }

    private static final class Nothing implements Leases {

        @Override
        public void request(String name) {}

        @Override
        public void withdraw(String name) {}

        @Override
        public Optional<Epoch> held(String name) {
            return Optional.empty();
        }

        @Override
        public void listen(LeaseListener listener) {}

        @Override
        public Map<String, UUID> owners() {
            return Map.of();
        }

        @Override
        public int count() {
            return 0;
        }
    }
}
