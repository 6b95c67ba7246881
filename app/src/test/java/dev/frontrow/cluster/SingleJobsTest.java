package dev.frontrow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SingleJobsTest {

    @AutoClose
    private final ClusterDatabase database = new ClusterDatabase();

    @Test
    void oneNodeRunsThemAndAnotherWithinFourSecondsWhenItDies() {
        TestNode one = TestNode.joining(database, "one");
        TestNode two = TestNode.joining(database, "two");
        var jobsOfOne = new SingleJobs(one.leases());
        var jobsOfTwo = new SingleJobs(two.leases());
        TestNode.beatTogether(database, 5, one, two);
        boolean onOne = jobsOfOne.areHere();
        assertThat(jobsOfTwo.areHere()).isNotEqualTo(onOne);

        TestNode.beatTogether(database, 8, onOne ? two : one);

        assertThat(jobsOfOne.areHere()).isNotEqualTo(onOne);
        assertThat(jobsOfTwo.areHere()).isEqualTo(onOne);
    }

    @Test
    void serverWithoutClusterRunsThemOnceItHasStarted() {
        var leases = new SoleLeases(new LeaseRows(database.server()), UUID.randomUUID());
        var jobs = new SingleJobs(leases);
        assertThat(jobs.areHere()).isFalse();

        leases.start();

        assertThat(jobs.areHere()).isTrue();
    }
}
